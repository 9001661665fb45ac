package org.minigun.process;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * Decides, after the death of a worker, what becomes of the items that it had. The one in
 * work is guilty of it: that costs it a crash, and in the end it is given up on. The
 * others are innocent and are delivered again before it, in their order.
 * <p>
 * Who has broken the protocol may have returned since then. So all that the worker had
 * are delivered one at a time, until the guilty one is alone.
 */
final class Casualties {

    private final Settlement settlement;

    private final int maxCrashes;

    private final boolean splitting;

    private final Unexplained unexplained;

    private int givenUp;

    Casualties(Settlement settlement, int maxCrashes, boolean splitting) {
        this.settlement = settlement;
        this.maxCrashes = maxCrashes;
        this.splitting = splitting;
        this.unexplained = new Unexplained(maxCrashes);
    }

    /**
     * A worker has died.
     * @param worker the worker
     * @param unsettled the items that it had, in their order
     * @param settled how many others it had settled for the session
     * @return what is to be delivered again, in order, and whether its death was of no
     * item's doing
     */
    Left of(Worker worker, List<Delivery> unsettled, long settled) {
        long current = worker.status().current();
        // Code may have written rubbish and have returned: by then others are in work.
        boolean broken = worker.hasBrokenProtocol() || isImpossible(current, unsettled);
        Delivery guilty = guilty(current, unsettled, broken);
        boolean known = guilty != null && guilty.number == current;
        Deque<Delivery> again = new ArrayDeque<>();
        int before = this.givenUp;
        for (Delivery delivery : unsettled) {
            delivery.forgetResults();
            delivery.failure = null;
            known |= delivery.begunToPass;
            if (delivery != guilty) {
                delivery.suspect |= broken;
                if (delivery.begunToPass) {
                    judge(worker, delivery, again);
                }
                else {
                    again.add(delivery);
                }
            }
            else if (broken) {
                // Tried again at once, so that nobody else is suspected meanwhile.
                delivery.suspect = true;
                judge(worker, delivery, again);
            }
        }
        if (guilty != null && !broken) {
            judge(worker, guilty, again);
        }
        else {
            worker.awaitDeath(null);
        }
        boolean inVain = this.unexplained.isInVain(known || this.givenUp > before, settled);
        return new Left(again, inVain || !known && settled == 0);
    }

    /** Somebody has written over what the worker notes: it names no item that it had. */
    private static boolean isImpossible(long current, List<Delivery> unsettled) {
        return current < 0 || !unsettled.isEmpty() && unsettled.stream().allMatch((each) -> each.number < current);
    }

    /**
     * The item in work. Where the protocol was broken only if it is certain that what
     * came before was not: results are told in order.
     */
    private static @Nullable Delivery guilty(long current, List<Delivery> unsettled, boolean broken) {
        if (broken) {
            boolean certain = unsettled.size() == 1 || !unsettled.isEmpty() && unsettled.get(0).number == current;
            return certain ? unsettled.get(0) : null;
        }
        for (Delivery delivery : unsettled) {
            if (delivery.number == current) {
                return delivery;
            }
        }
        return null;
    }

    private void judge(Worker worker, Delivery guilty, Deque<Delivery> again) {
        DeathCertificate certificate = worker.awaitDeath(guilty.item);
        guilty.crashes++;
        guilty.attempts++;
        if (guilty.begunToPass || guilty.crashes >= this.maxCrashes) {
            if (!guilty.begunToPass && this.splitting && split(guilty, again)) {
                return;
            }
            this.givenUp++;
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
        part.suspect = guilty.suspect;
        return part;
    }

    /**
     * What is left to do after a death.
     *
     * @param again items that are to be delivered again, in order
     * @param inVain whether workers die for no item's reason and without use
     */
    record Left(Deque<Delivery> again, boolean inVain) {
    }

}
