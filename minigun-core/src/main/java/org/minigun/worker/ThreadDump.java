package org.minigun.worker;

import java.lang.management.LockInfo;
import java.lang.management.ManagementFactory;
import java.lang.management.MonitorInfo;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * What all threads are doing, as text.
 */
final class ThreadDump {

    private static final int LONGEST = 256 * 1024;

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
        for (ThreadInfo info : infos) {
            if (info.getThreadId() != stage) {
                describe(text, info);
            }
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
            text.append("    at ").append(frames[i]).append('\n');
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
        for (Map.Entry<Thread, StackTraceElement[]> each : stacks.entrySet()) {
            describe(text, each.getKey(), each.getValue());
        }
    }

    private static void describe(StringBuilder text, Thread thread, StackTraceElement[] frames) {
        begin(text, thread.getName(), thread.isDaemon(), thread.getState());
        text.append('\n');
        for (StackTraceElement frame : frames) {
            text.append("    at ").append(frame).append('\n');
        }
        text.append('\n');
    }

    private static void begin(StringBuilder text, String name, boolean daemon, Thread.State state) {
        text.append('"').append(name).append('"').append(daemon ? " daemon " : " ").append(state);
    }

}
