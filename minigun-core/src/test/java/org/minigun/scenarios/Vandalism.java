package org.minigun.scenarios;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import java.util.TimeZone;

import org.minigun.scenarios.Document.Fate;

/**
 * What code does to the process that it runs in, and what is to become of the item.
 */
enum Vandalism {

    REPLACES_STREAMS(Fate.READ, "", Vandals::replaceStreams),

    NO_STREAMS(Fate.READ, "", () -> {
        System.setOut(null);
        System.setErr(null);
        System.setIn(null);
    }),

    CLOSES_STREAMS(Fate.READ, "", () -> {
        System.out.close();
        System.err.close();
        System.in.close();
    }),

    CLOSES_DESCRIPTORS(Fate.READ, "", Vandals::closeDescriptors),

    HANGING_HOOK(Fate.READ, "", Vandals::addHangingHook),

    HANGING_HOOK_AND_EXIT(Fate.KILLS, "", () -> {
        Vandals.addHangingHook();
        System.exit(9);
    }),

    LOCKS_HOOKS(Fate.READ, "", () -> Vandals.hold(Class.forName("java.lang.ApplicationShutdownHooks"))),

    LOCKS_STREAMS(Fate.READ, "", () -> {
        Vandals.hold(System.out);
        Vandals.hold(System.err);
    }),

    LOCKS_CLASSES(Fate.READ, "", () -> {
        Vandals.hold(Class.forName("java.lang.Shutdown"));
        Vandals.hold(Runtime.getRuntime());
        Vandals.hold(System.getProperties());
        Vandals.hold(ClassLoader.getSystemClassLoader());
        Vandals.hold(Thread.class);
    }),

    LEAVES_THREADS(Fate.READ, "", () -> {
        for (int i = 0; i < 20; i++) {
            new Thread(Vandals::forEver, "left").start();
        }
    }),

    DEADLOCKS(Fate.KILLS, "timeout", Vandals::deadlock),

    METASPACE(Fate.KILLS, "classes", Vandals::fillMetaspace),

    HUGE_STACK(Fate.KILLS, "thread", () -> new Thread(null, Vandals::forEver, "huge", 1L << 46).start()),

    DESCRIPTORS(Fate.KILLS, "code 7", () -> {
        Vandals.takeDescriptors();
        Runtime.getRuntime().halt(7);
    }),

    DESCRIPTORS_AND_HANG(Fate.KILLS, "timeout", () -> {
        Vandals.takeDescriptors();
        Vandals.forEver();
    }),

    DEFAULTS(Fate.READ, "", () -> {
        Locale.setDefault(Locale.forLanguageTag("th-TH-u-ca-buddhist-nu-thai"));
        TimeZone.setDefault(TimeZone.getTimeZone("Pacific/Apia"));
        Thread.setDefaultUncaughtExceptionHandler((thread, thrown) -> Runtime.getRuntime().halt(11));
        Thread.currentThread().setName("");
        Thread.currentThread().setContextClassLoader(null);
        Thread.currentThread().setPriority(Thread.MIN_PRIORITY);
    }),

    NO_PROPERTIES(Fate.READ, "", () -> {
        System.setProperties(new Properties());
        System.getProperties().clear();
    }),

    NATIVE_CRASH(Fate.KILLS, "SEGV", Vandals::crash),

    ABORT(Fate.KILLS, "ABRT", () -> Vandals.signal("ABRT")),

    STOPS(Fate.KILLS, "respon", () -> Vandals.signal("STOP")),

    LEAVES_A_CHILD(Fate.READ, "", () -> new ProcessBuilder("sleep", "61").inheritIO().start()),

    LEAVES_A_CHILD_AND_DIES(Fate.KILLS, "code 5", () -> {
        new ProcessBuilder("sleep", "62").inheritIO().start();
        Runtime.getRuntime().halt(5);
    }),

    FLOODS(Fate.READ, "", Vandals::flood),

    FLOODS_AND_DIES(Fate.KILLS, "code 8", () -> {
        Vandals.flood();
        Runtime.getRuntime().halt(8);
    }),

    REMOVES_ALL_DIRECTORIES(Fate.READ, "", Vandals::removeDirectories),

    FILLS_ITS_DIRECTORY(Fate.KILLS, "code 4", Vandals::fillDirectory),

    SCRIBBLES(Fate.READ, "", Vandals::scribble),

    SCRIBBLES_AND_DIES(Fate.KILLS, "code 9", () -> {
        Vandals.scribble();
        Runtime.getRuntime().halt(9);
    }),

    FILLS_MEMORY(Fate.READ, "", Vandals::fillMemoryForGood),

    SWALLOWS_MEMORY(Fate.READ, "", () -> {
        try {
            Vandals.takeMemory();
        }
        catch (OutOfMemoryError ex) {
            new FileOutputStream(FileDescriptor.err).write("not told\n".getBytes());
        }
    }),

    MEMORY_IN_A_THREAD(Fate.KILLS, "memory", () -> {
        new Thread(Vandals::takeMemory).start();
        Vandals.forEver();
    }),

    INTERRUPTS_ALL(Fate.READ, "", () -> Thread.getAllStackTraces().keySet().forEach(Thread::interrupt)),

    INTERNAL_ERROR(Fate.KILLS, "InternalError", () -> {
        throw new InternalError("this JVM");
    }),

    NO_LINK(Fate.THROWS, "LinkageError", () -> {
        throw new LinkageError("no link");
    }),

    DEEP_RECURSION(Fate.THROWS, "StackOverflowError", () -> Vandals.recurse(1)),

    MUTE_MEMORY(Fate.KILLS, "", () -> {
        throw new HostileExceptions.MuteMemory();
    }),

    TELLS_NOTHING(Fate.THROWS, "Mute", () -> {
        throw new HostileExceptions.Mute();
    }),

    TELLS_FOR_EVER(Fate.KILLS, "timeout", () -> {
        throw new HostileExceptions.Talker();
    }),

    TELLS_TOO_MUCH(Fate.THROWS, "xxxx", () -> {
        throw new IllegalStateException("x".repeat(3 << 20));
    }),

    TELLS_IN_CIRCLES(Fate.THROWS, "Round", () -> {
        throw new HostileExceptions.Round();
    }),

    EXITS_WHILE_TOLD(Fate.KILLS, "code 12", () -> {
        throw new HostileExceptions.Exiter();
    }),

    UNKNOWN_CLASS(Fate.THROWS, "nobody knows me", () -> {
        throw HostileExceptions.ofUnknownClass("nobody knows me");
    });

    /** Those that a parser's document can do before it is parsed, time and again. */
    static final List<Vandalism> STORMY = List.of(CLOSES_STREAMS, ABORT, LEAVES_A_CHILD_AND_DIES, DEFAULTS,
            SCRIBBLES_AND_DIES, UNKNOWN_CLASS, TELLS_NOTHING, MEMORY_IN_A_THREAD, FLOODS_AND_DIES);

    private final Fate fate;

    private final String told;

    private final Body body;

    Vandalism(Fate fate, String told, Body body) {
        this.fate = fate;
        this.told = told;
        this.body = body;
    }

    Fate fate() {
        return this.fate;
    }

    /** What the dead letter's cause says. */
    String told() {
        return this.told;
    }

    void commit() throws Exception {
        this.body.run();
    }

    /** What is done. */
    interface Body {

        void run() throws Exception;

    }

}
