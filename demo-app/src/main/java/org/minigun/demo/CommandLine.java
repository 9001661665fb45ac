package org.minigun.demo;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * What the user wants. Words say what to do: {@code census [directory]}, {@code publish},
 * {@code serve}, or several in this order; {@code watch [directory]}, which is a census,
 * too, and serves; {@code hostile [directory]}, which is a census, too; no word means
 * {@code census}. Everything that begins with {@code --} is a property, but for
 * {@code --full}, {@code --serve} and {@code --help}.
 */
final class CommandLine {

    private static final String USAGE = """
            Usage: java -jar jar-census.jar [census [directory]] [publish] [serve] [--property=value ...]
                   java -jar jar-census.jar watch [directory] [publish]
                   java -jar jar-census.jar hostile [directory] [serve]

              census [directory]   read every jar of a directory (the local Maven repository),
                                   print a summary and exit
              publish              bring the search index up to what the census knows
              serve                answer "which jar holds class X?" on http://localhost:8080;
                                   tasks are seen and steered on /actuator/minigunhud
              census publish serve one after the other; the page answers from the beginning
              watch [directory]    take a census, then read each jar that comes or changes, and
                                   serve meanwhile; Ctrl-C ends
              hostile [directory]  write jars that crash, hang and flood their reader (into
                                   ./hostile-jars), and take a census of them all the same;
                                   with serve, /actuator/minigunhud shows what happened

              --full                        read also what is known as it is
              --census.directory=DIR        the directory to read
              --census.data-directory=DIR   where the database is kept (./census-data)
              --census.index-directory=DIR  where the index is kept (./census-data/index)
              --census.max-jar-size=SIZE    larger jars are listed as unreadable (512MB)
              --server.port=PORT            the port of the page (8080)
              --spring.profiles.active=secured --spring.security.user.password=PASSWORD
                                            /actuator asks for a login (operator)

            Exit code: 0 when the census is complete, what is unreadable included, and all of it is
            published; 1 when something has failed; 2 when the command line is wrong.""";

    private static final String DIRECTORY = "--census.directory=";

    private static final String FULL = "--census.full=true";

    private static final Path HOSTILE_DIRECTORY = Path.of("hostile-jars");

    private static final String DATA_DIRECTORY = "--census.data-directory=";

    private final List<String> arguments = new ArrayList<>();

    private @Nullable Path directory;

    private boolean census;

    private boolean publish;

    private boolean watch;

    private boolean serve;

    private boolean hostile;

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
            line.take(arg, directoryMayFollow);
            directoryMayFollow = arg.equals("census") || arg.equals("watch") || arg.equals("hostile");
        }
        line.addDirectory();
        line.census |= !line.serve && !line.publish;
        if (line.publish) {
            line.arguments.add(0, "--" + PublishCommand.ENABLED + "=true");
        }
        if (line.watch) {
            line.arguments.add(0, "--" + WatchCommand.ENABLED + "=true");
        }
        line.arguments.add(0, "--" + CensusCommand.ENABLED + "=" + line.census);
        return line;
    }

    private void take(String arg, boolean directoryMayFollow) {
        switch (arg) {
            case "--help", "-h", "help" -> {
                this.helpWanted = true;
                this.usage = USAGE;
            }
            case "census" -> this.census = true;
            case "publish" -> this.publish = true;
            case "serve" -> this.serve = true;
            case "--serve" -> {
                this.serve = true;
                this.census = true;
            }
            case "watch" -> {
                this.census = true;
                this.watch = true;
                this.serve = true;
            }
            case "hostile" -> {
                this.census = true;
                this.hostile = true;
            }
            case "--full" -> this.arguments.add(FULL);
            default -> {
                if (arg.startsWith("--")) {
                    this.arguments.add(property(arg));
                }
                else if (directoryMayFollow && !arg.startsWith("-")) {
                    this.directory = Path.of(arg);
                }
                else {
                    this.usage = "Unknown word '" + arg + "'." + System.lineSeparator() + USAGE;
                }
            }
        }
    }

    private static String property(String arg) {
        // The database takes a relative path only if it begins with a dot.
        return arg.startsWith(DATA_DIRECTORY)
                ? DATA_DIRECTORY + Path.of(arg.substring(DATA_DIRECTORY.length())).toAbsolutePath() : arg;
    }

    private void addDirectory() {
        long directories = this.arguments.stream().filter((argument) -> argument.startsWith(DIRECTORY)).count()
                + ((this.directory != null) ? 1 : 0);
        if (directories > 1) {
            this.usage = "More than one directory is given; name one, as a word or by " + DIRECTORY + "DIR."
                    + System.lineSeparator() + USAGE;
        }
        Path given = this.directory;
        if (this.hostile) {
            // Absolute: the database is kept in it.
            Path hostileDirectory = (given != null) ? given : HOSTILE_DIRECTORY;
            this.arguments.add(0, DIRECTORY + hostileDirectory.toAbsolutePath());
            this.arguments.add(0, "--" + HostileJarsWriter.ENABLED + "=true");
            this.arguments.add(0, "--spring.profiles.active=hostile");
        }
        else if (given != null) {
            this.arguments.add(0, DIRECTORY + given);
        }
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
