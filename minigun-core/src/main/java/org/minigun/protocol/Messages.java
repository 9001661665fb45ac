package org.minigun.protocol;

/**
 * What is said in several places.
 */
final class Messages {

    static final String REMEDY = "make the field transient, or carry the data in a record or a class of your own,"
            + " or implement java.io.Externalizable";

    private Messages() {
    }

    static String name(Class<?> type) {
        String name = type.getTypeName();
        return type.isRecord() ? "record " + name : name;
    }

    static String tooDeep(int maxDepth) {
        return "is nested more than " + maxDepth + " levels deep, which is the limit; chains of objects of a class"
                + " of your own should become a list, or raise the limit (max-depth)";
    }

    static String wrongType(Class<?> due, Object value) {
        return value.getClass().getTypeName() + " where " + due.getTypeName() + " is due";
    }

}
