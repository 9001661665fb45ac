package org.minigun.worker;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;

import org.minigun.protocol.CodecException;
import org.minigun.protocol.DefaultItemCodec;
import org.minigun.protocol.ItemCodec;
import org.minigun.protocol.ItemWriter;
import org.minigun.protocol.WorkerProperties;

/**
 * What a spare worker does while it waits: it loads the classes of the stage that it will
 * serve, without initializing them, and copies something by the codec; so that its batch
 * does not wait for that. Nothing depends on it.
 */
final class Rehearsal implements Runnable {

    /** Property that names the classes, with commas between. */
    static final String CLASSES = WorkerProperties.REHEARSAL;

    /** What a session needs of the worker's own, in the order in which it does. */
    private static final String OWN = "org.minigun.worker.StageSession,org.minigun.execution.ShieldedThread,"
            + "org.minigun.worker.StageThread,"
            + "org.minigun.protocol.SessionDescription,org.minigun.protocol.SessionDescription$Body,"
            + "org.minigun.protocol.StageCode,org.minigun.protocol.StageCode$Kind,org.minigun.worker.Inbox,"
            + "org.minigun.worker.Credits,org.minigun.RunStoppedException,org.minigun.worker.Results,"
            + "org.minigun.worker.StageEmitter,org.minigun.code.call.LoadedCode,org.minigun.code.call.MethodBody,"
            + "org.minigun.code.call.LoadedCode$ApplicationObjects,org.minigun.worker.Parcel,"
            + "org.minigun.worker.ExitGuard$Deadline";

    private final String classes;

    private final ClassLoader loader;

    /** How many methods were seen: so that looking for them has a use. */
    private int methods;

    private Rehearsal(String classes, ClassLoader loader) {
        this.classes = classes;
        this.loader = loader;
    }

    static void begin(Map<String, String> properties, ClassLoader loader) {
        String classes = properties.get(CLASSES);
        if (classes != null) {
            Thread thread = new Thread(null, new Rehearsal(classes, loader), "minigun-rehearsal");
            thread.setDaemon(true);
            thread.start();
        }
    }

    @Override
    public void run() {
        load(OWN, true);
        load(this.classes, false);
        copy();
    }

    private void load(String names, boolean own) {
        int from = 0;
        while (from < names.length()) {
            int to = names.indexOf(',', from);
            to = (to < 0) ? names.length() : to;
            loadOne(names.substring(from, to), own);
            from = to + 1;
        }
    }

    private void loadOne(String name, boolean own) {
        try {
            if (own) {
                Class.forName(name);
            }
            else {
                // Asked for its methods a class loads the classes that they name.
                this.methods += Class.forName(name, false, this.loader).getDeclaredMethods().length;
            }
        }
        catch (ClassNotFoundException | LinkageError ex) {
            // The session will tell, if it matters.
        }
    }

    private static void copy() {
        List<Object> sample = new ArrayList<>();
        sample.add("a text");
        sample.add(1);
        sample.add(1L);
        sample.add(new AtomicBoolean());
        try {
            ItemCodec codec = DefaultItemCodec.builder().build();
            ItemWriter out = new ItemWriter();
            codec.write(sample, out);
            codec.read(out.toReader());
        }
        catch (CodecException ex) {
            throw new IllegalStateException(ex);
        }
    }

}
