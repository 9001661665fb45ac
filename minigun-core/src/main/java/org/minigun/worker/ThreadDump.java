package org.minigun.worker;

import java.lang.management.LockInfo;
import java.lang.management.ManagementFactory;
import java.lang.management.MonitorInfo;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

/**
 * What the threads are doing, as text. Threads of the JVM and of Minigun that do nothing
 * for the application are counted only: a reader looks for what the application does.
 */
final class ThreadDump {

    private static final int LONGEST = 256 * 1024;

    private static final Set<String> HELPERS = Set.of("minigun-reader", "minigun-watchdog", "minigun-ticker",
            "minigun-heartbeat", "minigun-halt", "minigun-writer", "DestroyJavaVM", "Reference Handler", "Finalizer",
            "Signal Dispatcher", "Notification Thread", "Common-Cleaner", "Attach Listener");

    /** How the JVM marks classes of its application class loader. */
    private static final String APPLICATION = "app//";

    private static final Pattern OF_THE_JVM = Pattern.compile("(java|javax|jdk|sun|com\\.sun|org\\.minigun)\\..*");

    private ThreadDump() {
    }

    /**
     * Describes all threads, the stage's first.
     * @param stage the thread of the stage, or {@code null}
     * @return the text, of at most 256 Ki characters
     */
    static String take(@Nullable Thread stage) {
        StringBuilder text = new StringBuilder(4096);
        try {
            describeWithLocks(text, (stage != null) ? stage.getId() : -1);
        }
        catch (Exception | LinkageError ex) {
            text.setLength(0);
            describePlainly(text, stage);
        }
        if (text.length() > LONGEST) {
            text.setLength(LONGEST);
        }
        return text.toString();
    }

    private static void describeWithLocks(StringBuilder text, long stage) {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        long[] deadlocked = threads.findDeadlockedThreads();
        ThreadInfo[] infos = threads.dumpAllThreads(true, true);
        if (deadlocked != null) {
            text.append("Deadlock between:");
            for (ThreadInfo info : threads.getThreadInfo(deadlocked)) {
                if (info != null) {
                    text.append(" \"").append(info.getThreadName()).append('"');
                }
            }
            text.append("\n\n");
        }
        for (ThreadInfo info : infos) {
            if (info.getThreadId() == stage) {
                describe(text, info);
            }
        }
        int helpers = 0;
        for (ThreadInfo info : infos) {
            if (isHelper(info.getThreadName(), info.getStackTrace())) {
                helpers++;
            }
            else if (info.getThreadId() != stage) {
                describe(text, info);
            }
        }
        count(text, helpers);
    }

    /** A thread of the JVM may run what belongs to the application, such as a cleaner. */
    private static boolean isHelper(String name, StackTraceElement[] frames) {
        return HELPERS.contains(name)
                && Stream.of(frames).allMatch((frame) -> OF_THE_JVM.matcher(frame.getClassName()).matches());
    }

    private static void count(StringBuilder text, int helpers) {
        if (helpers > 0) {
            text.append("and ").append(helpers).append(" threads of the JVM and of Minigun\n");
        }
    }

    private static void describe(StringBuilder text, ThreadInfo info) {
        begin(text, info.getThreadName(), info.isDaemon(), info.getThreadState());
        if (info.getLockName() != null) {
            text.append(" on ").append(info.getLockName());
        }
        if (info.getLockOwnerName() != null) {
            text.append(" owned by \"").append(info.getLockOwnerName()).append('"');
        }
        text.append('\n');
        StackTraceElement[] frames = info.getStackTrace();
        MonitorInfo[] monitors = info.getLockedMonitors();
        for (int i = 0; i < frames.length; i++) {
            at(text, frames[i]);
            for (MonitorInfo monitor : monitors) {
                if (monitor.getLockedStackDepth() == i) {
                    text.append("    - locked ").append(monitor).append('\n');
                }
            }
        }
        for (LockInfo lock : info.getLockedSynchronizers()) {
            text.append("    - holds ").append(lock).append('\n');
        }
        text.append('\n');
    }

    private static void describePlainly(StringBuilder text, @Nullable Thread stage) {
        Map<Thread, StackTraceElement[]> stacks = Thread.getAllStackTraces();
        StackTraceElement[] first = (stage != null) ? stacks.remove(stage) : null;
        if (stage != null && first != null) {
            describe(text, stage, first);
        }
        int helpers = 0;
        for (Map.Entry<Thread, StackTraceElement[]> each : stacks.entrySet()) {
            if (isHelper(each.getKey().getName(), each.getValue())) {
                helpers++;
            }
            else {
                describe(text, each.getKey(), each.getValue());
            }
        }
        count(text, helpers);
    }

    private static void describe(StringBuilder text, Thread thread, StackTraceElement[] frames) {
        begin(text, thread.getName(), thread.isDaemon(), thread.getState());
        text.append('\n');
        for (StackTraceElement frame : frames) {
            at(text, frame);
        }
        text.append('\n');
    }

    private static void at(StringBuilder text, StackTraceElement frame) {
        String line = frame.toString();
        text.append("    at ").append(line.startsWith(APPLICATION) ? line.substring(APPLICATION.length()) : line);
        text.append('\n');
    }

    private static void begin(StringBuilder text, String name, boolean daemon, Thread.State state) {
        text.append('"').append(name).append('"').append(daemon ? " daemon " : " ").append(state);
    }

}
