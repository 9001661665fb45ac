package org.minigun.demo.inspect;

/**
 * How much a jar may ask of its reader. A jar beyond a limit is not read.
 *
 * @param maxSize the largest file, in bytes
 * @param maxEntries the most entries, directories included
 * @param maxClassSize the largest class file once inflated, in bytes
 * @param maxInflatedSize the most that all entries together may inflate to, in bytes
 */
public record Limits(long maxSize, int maxEntries, long maxClassSize, long maxInflatedSize) {

    /**
     * 512 MiB, 200,000 entries, 16 MiB a class, 8 GiB in all.
     */
    public static final Limits DEFAULT = new Limits(512L << 20, 200_000, 16L << 20, 8L << 30);

    /**
     * Returns these limits with another largest file.
     * @param size the largest file, in bytes
     * @return the other limits
     */
    public Limits withMaxSize(long size) {
        return new Limits(size, this.maxEntries, this.maxClassSize, this.maxInflatedSize);
    }

    /**
     * Returns these limits with another number of entries.
     * @param entries the most entries
     * @return the other limits
     */
    public Limits withMaxEntries(int entries) {
        return new Limits(this.maxSize, entries, this.maxClassSize, this.maxInflatedSize);
    }

}
