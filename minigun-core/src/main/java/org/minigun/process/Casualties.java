package org.minigun.process;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.List;

/**
 * Decides, after the death of a worker, what becomes of the items that it had. The one in
 * work is guilty of it: that costs it a crash, and in the end it is given up on. The
 * others are innocent and are delivered again before it, in their order.
 */
final class Casualties {

    private final Settlement settlement;

    private final int maxCrashes;

    private final boolean splitting;

    Casualties(Settlement settlement, int maxCrashes, boolean splitting) {
        this.settlement = settlement;
        this.maxCrashes = maxCrashes;
        this.splitting = splitting;
    }

    /** Whether the death of a worker concerns one of the items that it had. */
    static boolean hasGuilty(Worker worker, Collection<Delivery> unsettled) {
        long current = worker.status().current();
        for (Delivery delivery : unsettled) {
            if (delivery.number == current || delivery.begunToPass) {
                return true;
            }
        }
        return false;
    }

    /**
     * A worker has died.
     * @param worker the worker
     * @param unsettled the items that it had, in their order
     * @return what is to be delivered again, in order
     */
    Deque<Delivery> of(Worker worker, Collection<Delivery> unsettled) {
        long current = worker.status().current();
        Deque<Delivery> again = new ArrayDeque<>();
        Delivery guilty = null;
        for (Delivery delivery : unsettled) {
            delivery.forgetResults();
            delivery.failure = null;
            if (delivery.number == current) {
                guilty = delivery;
            }
            else if (delivery.begunToPass) {
                judge(worker, delivery, again);
            }
            else {
                again.add(delivery);
            }
        }
        if (guilty != null) {
            judge(worker, guilty, again);
        }
        else {
            worker.awaitDeath(null);
        }
        return again;
    }

    private void judge(Worker worker, Delivery guilty, Deque<Delivery> again) {
        DeathCertificate certificate = worker.awaitDeath(guilty.item);
        guilty.crashes++;
        guilty.attempts++;
        if (guilty.begunToPass || guilty.crashes >= this.maxCrashes) {
            if (!guilty.begunToPass && this.splitting && split(guilty, again)) {
                return;
            }
            this.settlement.lost(guilty, new WorkerCrashException(certificate, guilty.crashes));
        }
        else {
            again.add(guilty);
        }
    }

    /** Splits a list in two, of which each may cost one more worker. */
    private boolean split(Delivery guilty, Deque<Delivery> again) {
        if (!(guilty.item instanceof List<?> list) || list.size() < 2) {
            return false;
        }
        SplitItem known = guilty.whole;
        SplitItem whole = (known != null) ? known : new SplitItem(guilty.item, guilty.order);
        int middle = list.size() / 2;
        again.add(part(copy(list.subList(0, middle)), guilty, whole));
        again.add(part(copy(list.subList(middle, list.size())), guilty, whole));
        whole.opened((known != null) ? 1 : 2);
        return true;
    }

    /** A list may hold nulls. */
    private static List<?> copy(List<?> part) {
        return Collections.unmodifiableList(new ArrayList<>(part));
    }

    private Delivery part(Object item, Delivery guilty, SplitItem whole) {
        Delivery part = new Delivery(item, guilty, whole);
        part.crashes = this.maxCrashes - 1;
        part.attempts = guilty.attempts;
        return part;
    }

}
