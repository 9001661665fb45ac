package org.minigun.protocol;

/**
 * Names by which the application tells a worker of what is not the stage's concern: in
 * its welcome, or as properties of its JVM.
 */
public final class WorkerProperties {

    /**
     * The level from which log records are sent; followed by a dot and the name of a
     * logger that of this logger.
     */
    public static final String LOG_LEVEL = "org.minigun.log.level";

    /** Classes that a fresh worker loads before its batch comes, with commas. */
    public static final String REHEARSAL = "org.minigun.rehearsal";

    /**
     * A file of names of classes, which a worker loads that an archive of class data is
     * made of.
     */
    public static final String TRAINING = "org.minigun.training";

    /** A property of the JVM that is there if it was started deaf to SIGINT. */
    public static final String DEAF = "org.minigun.deaf";

    private WorkerProperties() {
    }

}
