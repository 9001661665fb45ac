package org.minigun.demo.report;

import java.io.Console;
import java.lang.reflect.Method;

/**
 * Tells whether a human is looking.
 */
final class Terminal {

    private static final int WIDTH = 100;

    private static final int NARROWEST = 40;

    private Terminal() {
    }

    /**
     * Tells whether standard input and output are a terminal. From Java 22 on there is a
     * console also where there is none, and it has to be asked.
     */
    static boolean isInteractive() {
        Console console = System.console();
        if (console == null) {
            return false;
        }
        try {
            Method isTerminal = Console.class.getMethod("isTerminal");
            return (boolean) isTerminal.invoke(console);
        }
        catch (NoSuchMethodException ex) {
            return true;
        }
        catch (ReflectiveOperationException ex) {
            return false;
        }
    }

    /**
     * Tells whether the terminal shows more than ASCII.
     */
    static boolean showsUnicode() {
        Console console = System.console();
        return console != null && console.charset().name().startsWith("UTF");
    }

    /**
     * Returns the width of the terminal: what the shell says, else 100.
     */
    static int width() {
        try {
            return Math.max(NARROWEST, Integer.parseInt(System.getenv().getOrDefault("COLUMNS", "")));
        }
        catch (NumberFormatException ex) {
            return WIDTH;
        }
    }

}
