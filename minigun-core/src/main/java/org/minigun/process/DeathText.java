package org.minigun.process;

import java.time.Duration;
import java.util.List;
import java.util.Locale;

import org.jspecify.annotations.Nullable;

/**
 * Puts a death certificate into words: what has died, how, at what, and what can be done.
 */
final class DeathText {

    private static final int LINES = 10;

    private DeathText() {
    }

    static String of(DeathCertificate death) {
        StringBuilder text = new StringBuilder("Worker ").append(death.index())
            .append(" (pid ")
            .append(death.pid())
            .append(") of pool '")
            .append(death.pool())
            .append("' ")
            .append(how(death));
        if (death.item() != null) {
            text.append(" while it worked on an item");
        }
        if (death.stage() != null) {
            text.append((death.item() != null) ? " of stage '" : " while it served stage '").append(death.stage());
            text.append("' of task '").append(death.task()).append("'");
        }
        text.append(", ").append(duration(death.age())).append(" old and after ").append(death.itemsServed());
        text.append((death.itemsServed() == 1) ? " item." : " items.");
        append(text, "\nItem: ", death.item());
        append(text, "\nDetail: ", death.detail());
        append(text, "\nCrash file of its JVM: ", death.crashFile());
        append(text, "\nWhat to do: ", remedy(death));
        lines(text, death.lastErrors());
        append(text, "\nIts threads before it was killed:\n", death.threadDump());
        return text.toString().stripTrailing();
    }

    private static String how(DeathCertificate death) {
        String signal = (death.signal() != null) ? " (signal " + death.signal() + ")" : "";
        String code = (death.exitCode() != null) ? " (exit code " + death.exitCode() + ")" : "";
        return switch (death.reason()) {
            case EXIT -> (death.exitCode() != null) ? "exited with code " + death.exitCode() : "exited";
            case SIGNAL -> "was killed by signal " + death.signal();
            case TIMEOUT, UNRESPONSIVE, CLOSE_TIMEOUT, CANCELLED, PROTOCOL ->
                death.reason().phrase() + " and was killed";
            default -> death.reason().phrase() + signal + code;
        };
    }

    private static @Nullable String remedy(DeathCertificate death) {
        return switch (death.reason()) {
            case EXIT -> (death.lastErrors().isEmpty())
                    ? "something in the worker has called System.exit or Runtime.halt, or a native library has; find"
                            + " the call"
                    : null;
            case SIGNAL -> signalRemedy(death.signal());
            case TIMEOUT -> "raise item-timeout if the item may take so long; else " + ((death.threadDump() != null)
                    ? "see what its threads did"
                    : "raise max-heap: it did not answer when asked what its threads do, as a JVM does not that is"
                            + " short of memory; or see how a large item is made of what was sent, for it does not"
                            + " answer meanwhile either");
            case UNRESPONSIVE -> "the process was stopped, or the machine is short of memory or processors; raise"
                    + " unresponsive-timeout if that is to be borne";
            case CLOSE_TIMEOUT ->
                "no item is lost; see what its close() waits for, and raise start-timeout if it may take so long";
            case OUT_OF_HEAP -> "raise max-heap, or let the stage hold less at a time";
            case OUT_OF_DIRECT_MEMORY ->
                "add -XX:MaxDirectMemorySize to jvm-options, or see which buffers are not released";
            case OUT_OF_METASPACE -> "add -XX:MaxMetaspaceSize to jvm-options, or see what makes classes; max-items"
                    + " recycles workers before that";
            case ARRAY_TOO_LARGE -> "the item asks for an array of over 2 billion elements: refuse such items";
            case OUT_OF_THREADS -> "raise the limit of processes of the user or container, or start fewer threads";
            case PROTOCOL -> "something in the worker has written to Minigun's connection, or memory was corrupted;"
                    + " the worker's standard output is free to be used";
            case FATAL_ERROR, DISCONNECTED, CANCELLED -> null;
        };
    }

    private static @Nullable String signalRemedy(@Nullable String signal) {
        if (signal == null) {
            return null;
        }
        return switch (signal) {
            case "KILL" -> "Minigun has not sent it. The system does so when the machine or the container is short of"
                    + " memory (see the kernel's log): lower max-heap or the number of processes";
            case "ABRT", "SEGV", "BUS", "ILL", "FPE", "TRAP", "SYS" ->
                "native code has failed: the crash file names the library; see whether a newer version of it helps";
            default -> "it was sent from outside";
        };
    }

    private static void append(StringBuilder text, String title, @Nullable Object value) {
        if (value != null) {
            text.append(title).append(value);
        }
    }

    private static void lines(StringBuilder text, List<String> lines) {
        if (!lines.isEmpty()) {
            text.append("\nLast lines of its standard error:");
            for (String line : lines.subList(Math.max(0, lines.size() - LINES), lines.size())) {
                text.append("\n    ").append(line);
            }
        }
    }

    static String duration(Duration duration) {
        return (duration.toMillis() < 1000) ? duration.toMillis() + " ms"
                : String.format(Locale.ROOT, "%.1f s", duration.toMillis() / 1000.0);
    }

}
