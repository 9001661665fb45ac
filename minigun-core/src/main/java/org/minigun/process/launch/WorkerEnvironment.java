package org.minigun.process.launch;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The environment of a worker: what is listed and what is set, and nothing else.
 */
final class WorkerEnvironment {

    /**
     * By these a JVM takes options: a debug port or heap size that is meant for the
     * application would kill or bloat its workers.
     */
    private static final List<String> NEVER = List.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "_JAVA_OPTIONS",
            "JDK_AOT_VM_OPTIONS", "CLASSPATH");

    private WorkerEnvironment() {
    }

    /**
     * Fills the environment of a process.
     * @param target the environment as the process would have it
     */
    static void fill(Map<String, String> target, LaunchOptions options, int index) {
        List<String> names = (options.environmentNames() != null) ? options.environmentNames()
                : LaunchOptions.DEFAULT_ENVIRONMENT;
        target.keySet().removeIf((name) -> NEVER.contains(name) || !isListed(name, names));
        for (Map.Entry<String, String> variable : options.environment().entrySet()) {
            target.put(variable.getKey(), variable.getValue().replace("{index}", Integer.toString(index)));
        }
    }

    /** The names of the variables that a worker has. */
    static Set<String> names(LaunchOptions options) {
        Map<String, String> all = new HashMap<>(System.getenv());
        fill(all, options, 0);
        return all.keySet();
    }

    private static boolean isListed(String name, List<String> names) {
        for (String listed : names) {
            boolean fits = listed.endsWith("*") ? name.startsWith(listed.substring(0, listed.length() - 1))
                    : name.equals(listed);
            if (fits) {
                return true;
            }
        }
        return false;
    }

}
