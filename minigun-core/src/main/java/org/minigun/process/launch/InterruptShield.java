package org.minigun.process.launch;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

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

    private InterruptShield() {
    }

    /**
     * Tells whether a command is put behind the shield. One that is to be looked up, or
     * that cannot run, is not: its error is better told by Java.
     */
    static boolean covers(List<String> command) {
        return !JavaCommand.isWindows() && command.get(0).startsWith("/") && Files.isExecutable(Path.of(command.get(0)))
                && Files.isExecutable(Path.of(SHELL));
    }

    /**
     * Puts a command behind the shield.
     * @param command the command
     * @param environment the variables that it is to see
     */
    static List<String> around(List<String> command, Set<String> environment) {
        if (!covers(command)) {
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
