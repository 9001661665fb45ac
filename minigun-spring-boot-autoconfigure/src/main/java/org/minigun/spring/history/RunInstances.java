package org.minigun.spring.history;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

import javax.sql.DataSource;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.context.SmartLifecycle;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * The applications that keep runs in the same tables. Each tells every ten seconds that
 * it lives. Runs of one that has gone without telling their end are marked as
 * {@link RunStatus#INTERRUPTED}: at once if its process was on this machine, else when it
 * has told nothing for a minute by the clock of the database. Thread-safe.
 */
public final class RunInstances implements SmartLifecycle {

    private static final Logger logger = LoggerFactory.getLogger(RunInstances.class);

    private static final String CUT_OFF = "UPDATE MINIGUN_RUN SET STATUS = 'INTERRUPTED' WHERE INSTANCE_ID = ?"
            + " AND STATUS IN ('RUNNING', 'PAUSED', 'STOPPING')";

    private static final long BEAT_SECONDS = 10;

    private final String id = UUID.randomUUID().toString();

    private final String place = place();

    private final JdbcTemplate jdbc;

    private @Nullable ScheduledExecutorService beats;

    /**
     * Makes the instances on tables that are there.
     * @param dataSource the database
     */
    public RunInstances(DataSource dataSource) {
        this.jdbc = new JdbcTemplate(dataSource);
    }

    /**
     * Returns the id of this application, which is another with each start.
     * @return the id
     */
    public String id() {
        return this.id;
    }

    @Override
    public synchronized void start() {
        if (this.beats == null) {
            beat();
            ScheduledExecutorService executor = Executors.newSingleThreadScheduledExecutor((work) -> {
                Thread thread = new Thread(work, "minigun-instance");
                thread.setDaemon(true);
                return thread;
            });
            executor.scheduleWithFixedDelay(this::beat, BEAT_SECONDS, BEAT_SECONDS, TimeUnit.SECONDS);
            this.beats = executor;
        }
    }

    /** Tells that this application lives, and looks who does not. */
    void beat() {
        try {
            if (this.jdbc.update("UPDATE MINIGUN_INSTANCE SET LAST_SEEN = CURRENT_TIMESTAMP WHERE ID = ?",
                    this.id) == 0) {
                ProcessHandle self = ProcessHandle.current();
                this.jdbc.update(
                        "INSERT INTO MINIGUN_INSTANCE (ID, PLACE, PID, PROCESS_STARTED, LAST_SEEN)"
                                + " VALUES (?, ?, ?, ?, CURRENT_TIMESTAMP)",
                        this.id, this.place, self.pid(), started(self));
            }
            interruptAbandoned();
        }
        catch (DataAccessException ex) {
            logger.warn("It could not be told to the database that this application lives; it is tried again", ex);
        }
    }

    private void interruptAbandoned() {
        List<Instance> others = this.jdbc.query(
                "SELECT ID, PLACE, PID, PROCESS_STARTED, CASE WHEN LAST_SEEN < CURRENT_TIMESTAMP - INTERVAL '60' SECOND"
                        + " THEN 1 ELSE 0 END FROM MINIGUN_INSTANCE WHERE ID <> ?",
                (row, number) -> new Instance(row.getString(1), row.getString(2), row.getLong(3), row.getLong(4),
                        row.getInt(5) == 1),
                this.id);
        for (Instance other : others) {
            if (isGone(other)) {
                int runs = this.jdbc.update(CUT_OFF, other.id());
                this.jdbc.update("DELETE FROM MINIGUN_INSTANCE WHERE ID = ?", other.id());
                if (runs > 0) {
                    logger.warn("Process {} on {} has gone: marked as interrupted what it ran, {} in all", other.pid(),
                            other.place(), runs);
                }
            }
        }
    }

    private boolean isGone(Instance other) {
        if (!other.place().equals(this.place)) {
            return other.silent();
        }
        return ProcessHandle.of(other.pid())
            .filter((process) -> process.isAlive() && started(process) == other.started())
            .isEmpty();
    }

    private static long started(ProcessHandle process) {
        return process.info().startInstant().map(Instant::toEpochMilli).orElse(0L);
    }

    /**
     * Where process ids mean the same: a machine, and on Linux a namespace of it, since
     * containers may share the name of their host.
     */
    static String place() {
        String host;
        try {
            host = InetAddress.getLocalHost().getHostName();
        }
        catch (IOException ex) {
            logger.debug("This machine has no name", ex);
            host = "localhost";
        }
        try {
            return host + " " + Files.readSymbolicLink(Path.of("/proc/self/ns/pid"));
        }
        catch (IOException | UnsupportedOperationException ex) {
            logger.debug("This machine tells no namespace of processes", ex);
            return host;
        }
    }

    @Override
    public synchronized void stop() {
        ScheduledExecutorService ending = this.beats;
        this.beats = null;
        if (ending != null) {
            ending.shutdownNow();
            try {
                this.jdbc.update(CUT_OFF, this.id);
                this.jdbc.update("DELETE FROM MINIGUN_INSTANCE WHERE ID = ?", this.id);
            }
            catch (DataAccessException ex) {
                logger.warn("It could not be told to the database that this application ends", ex);
            }
        }
    }

    @Override
    public synchronized boolean isRunning() {
        return this.beats != null;
    }

    /** Begins before runs may start, and ends when they have ended. */
    @Override
    public int getPhase() {
        return 0;
    }

    private record Instance(String id, String place, long pid, long started, boolean silent) {
    }

}
