package org.minigun.spring.autoconfigure;

/**
 * When the progress of runs is shown on the terminal.
 */
public enum ProgressMode {

    /** If the application runs at a terminal, and not in continuous integration. */
    AUTO,

    /** Always. */
    ON,

    /** Never. */
    OFF

}
