package org.minigun.execution;

import org.minigun.metrics.StageCounters;

/**
 * One stage in one context: calls the user's code for an item and passes the result to
 * the next link by a direct call.
 * <p>
 * Subclasses are templates: each stage gets a copy of the class of its own, see
 * {@link LinkCopies}. So they hold only what is needed for an item that goes well; the
 * rest is here.
 */
abstract class Link extends Receiver {

    final StageRun stage;

    final StageCounters counters;

    private int openSources;

    Link(StageRun stage, StageCounters counters) {
        this.stage = stage;
        this.counters = counters;
    }

    /** Processes an item; never throws, for what goes wrong concerns this stage alone. */
    @Override
    abstract void accept(Object item);

    @Override
    void acceptMeasured(Object item) {
        accept(item);
    }

    /** Calls the user's code for one attempt and passes the result on. */
    abstract void attempt(Object item) throws Exception;

    /** All sources have ended: passes that on. */
    abstract void finish();

    /** The run was cut off: accounts for items that are held. */
    void abandon() {
    }

    final void addSource() {
        this.openSources++;
    }

    @Override
    final void end() {
        if (--this.openSources == 0) {
            finish();
        }
    }

    @Override
    final boolean isDirect() {
        return true;
    }

    /** An attempt at an item has thrown: tries again as often as the stage says. */
    final void failed(Object item, Throwable first) {
        Throwable thrown = first;
        this.counters.current(item);
        for (int attempts = 1; this.stage.tryAgain(this.counters, item, 1, attempts, thrown); attempts++) {
            try {
                attempt(item);
                break;
            }
            catch (Throwable again) {
                if (again != thrown) {
                    again.addSuppressed(thrown);
                }
                thrown = again;
            }
        }
        this.counters.current(null);
        // Stages in front may be on this thread, and have not failed.
        this.stage.forgetStrayInterrupt();
    }

}
