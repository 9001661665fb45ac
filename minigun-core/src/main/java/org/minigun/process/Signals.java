package org.minigun.process;

import org.jspecify.annotations.Nullable;

/**
 * Names of the signals that end processes.
 */
final class Signals {

    private static final int BASE = 128;

    private static final boolean LINUX = System.getProperty("os.name", "").startsWith("Linux");

    private Signals() {
    }

    /**
     * Returns the signal that an exit code stands for.
     * @param exitCode what {@link Process#exitValue} tells
     * @return the name without {@code SIG}, or {@code null} if the process has ended by
     * itself
     */
    static @Nullable String of(int exitCode) {
        return switch (exitCode - BASE) {
            case 1 -> "HUP";
            case 2 -> "INT";
            case 3 -> "QUIT";
            case 4 -> "ILL";
            case 5 -> "TRAP";
            case 6 -> "ABRT";
            case 7 -> "BUS";
            case 8 -> "FPE";
            case 9 -> "KILL";
            case 10 -> LINUX ? "USR1" : "BUS";
            case 11 -> "SEGV";
            case 12 -> LINUX ? "USR2" : "SYS";
            case 13 -> "PIPE";
            case 14 -> "ALRM";
            case 15 -> "TERM";
            case 24 -> "XCPU";
            case 25 -> "XFSZ";
            case 31 -> "SYS";
            default -> null;
        };
    }

}
