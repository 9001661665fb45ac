package org.minigun.process.launch;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;
import org.minigun.protocol.WorkerProperties;

/**
 * The command by which a worker's JVM is started. Nothing in it is secret.
 */
final class JavaCommand {

    /** By its name, since nothing in the application loads the worker's program. */
    private static final String MAIN = "org.minigun.worker.WorkerMain";

    /** Beyond this the class path goes into a file: Windows takes 32 K, Linux 128 K. */
    private static final int LONGEST_ARGUMENT = 30_000;

    /**
     * What changes what the stage's code reads and prints must be as in the application.
     */
    private static final List<String> ALIKE = List.of("file.encoding", "user.timezone", "user.language", "user.country",
            "user.variant", "java.io.tmpdir", "java.library.path", "java.awt.headless");

    private static final String NO_PROVIDER_SEARCH = "-Djava.nio.channels.spi.SelectorProvider=sun.nio.ch.EPollSelectorProvider";

    private final List<String> words = new ArrayList<>();

    private final Path java;

    private final List<String> flags;

    private JavaCommand(Path java, List<String> flags) {
        this.java = java;
        this.flags = flags;
    }

    static JavaCommand of(LaunchOptions options) {
        Path home = home(options);
        return new JavaCommand(home.resolve("bin").resolve(isWindows() ? "java.exe" : "java"), flags(options));
    }

    /** The Java installation that is run. */
    static Path home(LaunchOptions options) {
        return (options.javaHome() != null) ? options.javaHome() : Path.of(System.getProperty("java.home"));
    }

    /** What decides whether an archive of class data fits. */
    static List<String> flags(LaunchOptions options) {
        List<String> flags = new ArrayList<>();
        flags.add("-Xmx" + options.heapBytes() / 1024 + "k");
        flags.add("-XX:+UseSerialGC");
        if (options.perBatch()) {
            flags.add("-XX:TieredStopAtLevel=1");
        }
        // Otherwise a killed worker leaves a file in the temporary directory.
        flags.add("-XX:-UsePerfData");
        if (options.processors() > 0) {
            flags.add("-XX:ActiveProcessorCount=" + options.processors());
        }
        if (System.getProperty("os.name", "").equals("Linux")) {
            // The first socket would look for a provider through all jars.
            flags.add(NO_PROVIDER_SEARCH);
        }
        // From Java 18 on the first calls by reflection would make method handles: 60 ms
        // of CPU.
        flags.add("-Djdk.reflect.useNativeAccessorOnly=true");
        flags.add("-Dslf4j.provider=org.minigun.worker.logging.WorkerLoggerProvider");
        for (String name : ALIKE) {
            String value = System.getProperty(name);
            if (value != null && !value.isEmpty()) {
                flags.add("-D" + name + "=" + value);
            }
        }
        flags.addAll(options.jvmOptions());
        return flags;
    }

    /**
     * Puts the command together.
     * @param archive options for an archive of class data
     * @param directory the worker's directory, for files that the command needs
     */
    List<String> build(LaunchOptions options, WorkerClassPath classPath, List<String> archive, Path directory)
            throws IOException {
        this.words.addAll(options.commandPrefix());
        this.words.add(this.java.toString());
        this.words.add("-XX:ErrorFile=" + directory.resolve("hs_err_pid%p.log"));
        this.words.addAll(archive);
        this.words.addAll(this.flags);
        if (InterruptShield.covers(this.words, WorkerEnvironment.names(options))) {
            this.words.add("-D" + WorkerProperties.DEAF);
        }
        String path = classPath.text();
        if (path.length() > LONGEST_ARGUMENT) {
            Path file = directory.resolve("classpath");
            ArgumentFile.write(file, List.of("-cp", path));
            this.words.add("@" + file);
        }
        else {
            this.words.add("-cp");
            this.words.add(path);
        }
        this.words.add(MAIN);
        this.words.add(directory.resolve(WorkerFiles.SOCKET).toString());
        this.words.add(directory.resolve(WorkerFiles.STATUS).toString());
        return this.words;
    }

    /** What a user has to know of the command: all but the class path. */
    String gist() {
        StringBuilder gist = new StringBuilder();
        boolean path = false;
        for (String word : this.words) {
            if (!gist.isEmpty()) {
                gist.append(' ');
            }
            gist.append(path ? "<" + (word.split(File.pathSeparator, -1).length) + " entries>" : word);
            path = word.equals("-cp");
        }
        return gist.toString();
    }

    /** Why the command cannot run, as far as that can be seen, otherwise {@code null}. */
    @Nullable String flaw(LaunchOptions options) {
        if (Files.isExecutable(this.java)) {
            return null;
        }
        return "There is no Java at " + this.java + ((options.javaHome() != null) ? "; check java-home"
                : "; was the Java installation replaced while the application runs?");
    }

    static boolean isWindows() {
        return File.separatorChar == '\\';
    }

}
