package org.minigun.protocol;

/**
 * Says which classes may be met in items that come from the other side. Asked by name,
 * before the class is loaded.
 */
public interface TypeFilter {

    /**
     * Allows everything: for what comes from the application itself. Only with this
     * filter is Java serialization read.
     */
    TypeFilter ALL = new TypeFilter() {
        @Override
        public boolean allows(String className) {
            return true;
        }
    };

    /**
     * Tells whether objects of a class may be made.
     * @param className the name as {@link Class#getName()} has it, of no array
     * @return whether they may
     */
    boolean allows(String className);

}
