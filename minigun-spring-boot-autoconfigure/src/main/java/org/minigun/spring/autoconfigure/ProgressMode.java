package org.minigun.spring.autoconfigure;

/**
 * When the progress of runs is shown on the terminal.
 */
public enum ProgressMode {

    /** If standard error is a terminal, and not in continuous integration. */
    AUTO,

    /** Always. */
    ON,

    /** Never. */
    OFF

}
