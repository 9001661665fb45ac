package org.minigun.worker;

import java.nio.ByteBuffer;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeSet;

import org.minigun.WorkerContext;
import org.minigun.execution.HandedOn;

/**
 * What hooks of a session are told. Thread-safe.
 */
final class SessionContext implements WorkerContext {

    /** Properties whose names begin so are Minigun's own. */
    private static final String OWN = "org.minigun.";

    private final int workerIndex;

    private final String task;

    private final String run;

    private final String stage;

    private final Map<String, String> properties;

    private final Map<String, String> headers;

    private final Map<String, String> files;

    private final Broadcasts broadcasts;

    SessionContext(int workerIndex, String task, String run, String stage, Map<String, String> properties,
            Map<String, String> files, Broadcasts broadcasts) {
        this.workerIndex = workerIndex;
        this.task = task;
        this.run = run;
        this.stage = stage;
        this.properties = users(properties);
        this.headers = Collections.unmodifiableMap(HandedOn.headers(properties));
        this.files = files;
        this.broadcasts = broadcasts;
    }

    private static Map<String, String> users(Map<String, String> properties) {
        Map<String, String> users = new HashMap<>();
        for (Map.Entry<String, String> property : properties.entrySet()) {
            if (!property.getKey().startsWith(OWN)) {
                users.put(property.getKey(), property.getValue());
            }
        }
        return Collections.unmodifiableMap(users);
    }

    @Override
    public int workerIndex() {
        return this.workerIndex;
    }

    @Override
    public String task() {
        return this.task;
    }

    @Override
    public String run() {
        return this.run;
    }

    @Override
    public String stage() {
        return this.stage;
    }

    @Override
    public Map<String, String> properties() {
        return this.properties;
    }

    @Override
    public Map<String, String> headers() {
        return this.headers;
    }

    @Override
    public ByteBuffer broadcast(String name) {
        String file = this.files.get(name);
        if (file == null) {
            throw new IllegalArgumentException("No broadcast data '" + name + "' is declared: there "
                    + (this.files.isEmpty() ? "is none" : "are " + new TreeSet<>(this.files.keySet())));
        }
        return this.broadcasts.of(file);
    }

}
