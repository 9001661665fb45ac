package org.minigun.process.launch;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Starts a command deaf to SIGINT, which a terminal sends to all processes of its group
 * when Ctrl-C is pressed: a worker is to go on until its application tells it to end. A
 * JVM leaves a signal alone that is ignored when it begins, and whoever begins a process
 * cannot tell Java to ignore one; so a shell does, and becomes the command. It is given
 * the command as arguments, none of which it looks into.
 */
final class InterruptShield {

    private static final String SHELL = "/bin/sh";

    /** Variables that shells make; those that were to be handed on stay. */
    private static final List<String> MADE_BY_SHELLS = List.of("PWD", "OLDPWD", "SHLVL", "_");

    private static final Pattern OF_SHELLS = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

    private InterruptShield() {
    }

    /**
     * Tells whether a command is put behind the shield. One that is to be looked up, or
     * that cannot run, is not: its error is better told by Java. Nor is one that is to
     * see variables whose names a shell does not know as such ({@code my.name}): some
     * shells do not hand them on.
     * @param command the command
     * @param environment the variables that it is to see
     */
    static boolean covers(List<String> command, Set<String> environment) {
        return !JavaCommand.isWindows() && command.get(0).startsWith("/") && Files.isExecutable(Path.of(command.get(0)))
                && Files.isExecutable(Path.of(SHELL))
                && environment.stream().allMatch((name) -> OF_SHELLS.matcher(name).matches());
    }

    /**
     * Puts a command behind the shield.
     * @param command the command
     * @param environment the variables that it is to see
     */
    static List<String> around(List<String> command, Set<String> environment) {
        if (!covers(command, environment)) {
            return command;
        }
        StringBuilder script = new StringBuilder("trap '' INT; ");
        List<String> made = MADE_BY_SHELLS.stream().filter((name) -> !environment.contains(name)).toList();
        if (!made.isEmpty()) {
            script.append("unset ").append(String.join(" ", made)).append("; ");
        }
        script.append("exec \"$@\"");
        List<String> words = new ArrayList<>(List.of(SHELL, "-c", script.toString(), SHELL));
        words.addAll(command);
        return words;
    }

}
