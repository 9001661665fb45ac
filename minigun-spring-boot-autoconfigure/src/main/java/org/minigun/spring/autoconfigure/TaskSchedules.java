package org.minigun.spring.autoconfigure;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledFuture;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;
import org.minigun.Run;
import org.minigun.RunListener;
import org.minigun.RunResult;
import org.minigun.spring.Minigun;
import org.minigun.spring.RunRequest;
import org.minigun.spring.TaskAlreadyRunningException;
import org.minigun.spring.TaskDescription.Schedule;
import org.minigun.spring.history.RunHistory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.beans.factory.DisposableBean;
import org.springframework.context.SmartLifecycle;
import org.springframework.scheduling.TaskScheduler;
import org.springframework.scheduling.support.CronTrigger;

/**
 * Starts tasks by their schedules. Its threads only start runs; none waits for one.
 */
final class TaskSchedules implements SmartLifecycle, RunListener, DisposableBean {

    private static final Logger logger = LoggerFactory.getLogger(TaskSchedules.class);

    private final Supplier<Minigun> minigun;

    private final Supplier<@Nullable TaskScheduler> theirs;

    private final Supplier<TaskScheduler> schedulers;

    private final Map<String, Schedule> schedules = new ConcurrentHashMap<>();

    private final Map<String, ScheduledFuture<?>> next = new ConcurrentHashMap<>();

    private volatile @Nullable TaskScheduler scheduler;

    private volatile boolean ours;

    private volatile boolean running;

    TaskSchedules(Supplier<Minigun> minigun, Supplier<@Nullable TaskScheduler> theirs,
            Supplier<TaskScheduler> schedulers) {
        this.minigun = minigun;
        this.theirs = theirs;
        this.schedulers = schedulers;
    }

    @Override
    public void start() {
        this.running = true;
        Minigun tasks = this.minigun.get();
        for (String task : tasks.tasks()) {
            Schedule schedule = tasks.describe(task).schedule();
            if (schedule != null) {
                this.schedules.put(task, schedule);
                begin(task, schedule);
            }
        }
    }

    private void begin(String task, Schedule schedule) {
        String cron = schedule.cron();
        if (cron == null) {
            again(task);
            return;
        }
        ZoneId zone = schedule.zone();
        CronTrigger trigger = (zone != null) ? new CronTrigger(cron, zone) : new CronTrigger(cron);
        ScheduledFuture<?> future = scheduler().schedule(() -> startRun(task), trigger);
        if (future != null) {
            this.next.put(task, future);
        }
    }

    /** Asks for the next run of a task with a fixed delay. */
    private void again(String task) {
        Schedule schedule = this.schedules.get(task);
        Duration delay = (schedule != null) ? schedule.fixedDelay() : null;
        if (delay != null && this.running) {
            this.next.put(task, scheduler().schedule(() -> startRun(task), Instant.now().plus(delay)));
        }
    }

    private void startRun(String task) {
        if (!this.running) {
            return;
        }
        try {
            this.minigun.get().start(RunRequest.of(task).by(RunRequest.SCHEDULE));
        }
        catch (TaskAlreadyRunningException ex) {
            logger.info("Task '{}' is not started by its schedule: it runs still", task);
            again(task);
        }
        catch (RuntimeException ex) {
            logger.warn("Task '{}' could not be started by its schedule", task, ex);
            again(task);
        }
    }

    @Override
    public void runEnded(Run run, RunResult result) {
        if (RunRequest.SCHEDULE.equals(run.attributes().get(RunHistory.TRIGGER))) {
            again(run.task());
        }
    }

    private TaskScheduler scheduler() {
        TaskScheduler known = this.scheduler;
        if (known == null) {
            synchronized (this) {
                known = this.scheduler;
                if (known == null) {
                    known = this.theirs.get();
                    if (known == null) {
                        known = this.schedulers.get();
                        this.ours = true;
                    }
                    this.scheduler = known;
                }
            }
        }
        return known;
    }

    @Override
    public void stop() {
        this.running = false;
        this.next.values().forEach((future) -> future.cancel(false));
        this.next.clear();
    }

    @Override
    public boolean isRunning() {
        return this.running;
    }

    /** Begins after runs may start, and ends before they are ended. */
    @Override
    public int getPhase() {
        return MinigunLifecycle.PHASE + 1;
    }

    /** Ends a scheduler that was made for the schedules. */
    @Override
    public void destroy() throws Exception {
        if (this.scheduler instanceof DisposableBean own && this.ours) {
            own.destroy();
        }
    }

}
