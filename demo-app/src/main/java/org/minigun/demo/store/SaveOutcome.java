package org.minigun.demo.store;

/**
 * What saving has changed.
 *
 * @param added jars that were not known
 * @param changed jars whose checksum was another
 * @param unchanged jars that were known as they are
 */
public record SaveOutcome(int added, int changed, int unchanged) {

    /**
     * Nothing was saved.
     */
    public static final SaveOutcome NONE = new SaveOutcome(0, 0, 0);

    /**
     * Returns the sum of two outcomes.
     * @param other the other one
     * @return the sum
     */
    public SaveOutcome plus(SaveOutcome other) {
        return new SaveOutcome(this.added + other.added, this.changed + other.changed,
                this.unchanged + other.unchanged);
    }

}
