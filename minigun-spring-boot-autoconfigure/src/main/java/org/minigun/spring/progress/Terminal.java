package org.minigun.spring.progress;

import java.io.Console;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.lang.reflect.Method;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * The terminal at which an application runs, if it does.
 */
public final class Terminal {

    private static final int WIDTH = 100;

    private static final int NARROWEST = 40;

    private static final int WIDEST = 300;

    private Terminal() {
    }

    /**
     * Tells whether someone is looking: the application runs at a terminal, and not in
     * continuous integration, which says so by the variable {@code CI}.
     * @return whether progress is of use
     */
    public static boolean isWatched() {
        return isInteractive() && !isContinuousIntegration(System.getenv());
    }

    static boolean isContinuousIntegration(Map<String, String> environment) {
        String said = environment.getOrDefault("CI", "");
        return !said.isEmpty() && !said.equals("false") && !said.equals("0");
    }

    /**
     * Tells whether standard input and output are a terminal. From Java 22 on there is a
     * console also where there is none, and it has to be asked.
     */
    private static boolean isInteractive() {
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

    /** Whether the terminal shows more than ASCII. */
    static boolean showsUnicode() {
        return charset().name().startsWith("UTF");
    }

    /** Returns the width of the terminal: what the shell says, else 100. */
    static int width() {
        try {
            int said = Integer.parseInt(System.getenv().getOrDefault("COLUMNS", ""));
            return Math.max(NARROWEST, Math.min(said, WIDEST));
        }
        catch (NumberFormatException ex) {
            return WIDTH;
        }
    }

    /** The error output, which stays free of what the application itself prints. */
    static PrintStream errorOutput() {
        return new PrintStream(new FileOutputStream(FileDescriptor.err), true, charset());
    }

    private static Charset charset() {
        Console console = System.console();
        return (console != null) ? console.charset() : StandardCharsets.US_ASCII;
    }

}
