package org.minigun.demo;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * What the user wants. Words say what to do: {@code census [directory]}, {@code serve},
 * or both in this order; no word means {@code census}. Everything that begins with
 * {@code --} is a property, but for {@code --serve} and {@code --help}.
 */
final class CommandLine {

    private static final String USAGE = """
            Usage: java -jar jar-census.jar [census [directory]] [serve] [--property=value ...]

              census [directory]   read every jar of a directory (the local Maven repository),
                                   print a summary and exit
              serve                answer "which jar holds class X?" on http://localhost:8080
              census serve         both; the page already answers while the census goes on

              --census.directory=DIR        the directory to read
              --census.data-directory=DIR   where the database is kept (./census-data)
              --census.max-jar-size=SIZE    larger jars are listed as unreadable (512MB)
              --server.port=PORT            the port of the page (8080)""";

    private static final String DATA_DIRECTORY = "--census.data-directory=";

    private final List<String> arguments = new ArrayList<>();

    private boolean census;

    private boolean serve;

    private boolean helpWanted;

    private @Nullable String usage;

    private CommandLine() {
    }

    /**
     * Reads a command line.
     */
    static CommandLine parse(String... args) {
        CommandLine line = new CommandLine();
        boolean directoryMayFollow = false;
        for (String arg : args) {
            boolean word = !arg.startsWith("-");
            if (arg.equals("--help") || arg.equals("-h") || arg.equals("help")) {
                line.helpWanted = true;
                line.usage = USAGE;
            }
            else if (arg.equals("serve") || arg.equals("--serve")) {
                line.serve = true;
                line.census |= arg.startsWith("-");
            }
            else if (arg.equals("census")) {
                line.census = true;
            }
            else if (word && directoryMayFollow) {
                line.arguments.add("--census.directory=" + arg);
            }
            else if (word || !arg.startsWith("--")) {
                line.usage = "Unknown word '" + arg + "'." + System.lineSeparator() + USAGE;
            }
            else if (arg.startsWith(DATA_DIRECTORY)) {
                // The database takes a relative path only if it begins with a dot.
                line.arguments.add(DATA_DIRECTORY + Path.of(arg.substring(DATA_DIRECTORY.length())).toAbsolutePath());
            }
            else {
                line.arguments.add(arg);
            }
            directoryMayFollow = arg.equals("census");
        }
        line.census |= !line.serve;
        line.arguments.add(0, "--" + CensusCommand.ENABLED + "=" + line.census);
        return line;
    }

    /**
     * Whether a census is to be taken.
     */
    boolean census() {
        return this.census;
    }

    /**
     * Whether the page is to be served.
     */
    boolean serve() {
        return this.serve;
    }

    /**
     * Whether the user has asked for help, rather than needing it.
     */
    boolean helpWanted() {
        return this.helpWanted;
    }

    /**
     * What to print instead of doing anything, or {@code null} if all is well.
     */
    @Nullable String usage() {
        return this.usage;
    }

    /**
     * The arguments for the application.
     */
    String[] arguments() {
        return this.arguments.toArray(new String[0]);
    }

}
