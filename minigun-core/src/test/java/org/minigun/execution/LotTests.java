package org.minigun.execution;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;

@Timeout(60)
class LotTests {

    @Test
    void givesItsItemsInOrderWithTheirNumbers() {
        Lot lot = filled(4, 10, "a", "b", "c");
        assertThat(lot.next()).isEqualTo("a");
        assertThat(lot.currentNumber()).isEqualTo(10);
        assertThat(lot.next()).isEqualTo("b");
        assertThat(lot.next()).isEqualTo("c");
        assertThat(lot.currentNumber()).isEqualTo(12);
        assertThat(lot.current()).isEqualTo("c");
        lot.finished();
        assertThat(lot.current()).isNull();
        assertThat(lot.next()).isNull();
    }

    @Test
    void aThiefGetsTheNextItemWithItsNumber() {
        Lot lot = filled(4, 10, "a", "b");
        Lot thief = new Lot(4);
        assertThat(lot.next()).isEqualTo("a");
        assertThat(lot.stealInto(thief)).isTrue();
        assertThat(lot.stealInto(thief)).isFalse();
        assertThat(lot.next()).isNull();
        assertThat(thief.next()).isEqualTo("b");
        assertThat(thief.currentNumber()).isEqualTo(11);
        assertThat(thief.next()).isNull();
        assertThat(lot.current()).isEqualTo("a");
    }

    @Test
    void canBeFilledAnew() {
        Lot lot = filled(2, 0, "a", "b");
        lot.next();
        lot.next();
        lot.begin(7);
        lot.add("c");
        lot.publish();
        assertThat(lot.next()).isEqualTo("c");
        assertThat(lot.currentNumber()).isEqualTo(7);
        assertThat(lot.next()).isNull();
    }

    /** As in a channel: lots are filled and robbed in turn, and emptied at any time. */
    @RepeatedTest(10)
    void everyItemIsBegunOnceHoweverManyRob() throws InterruptedException {
        int items = 40_000;
        Object turn = new Object();
        List<Lot> lots = List.of(new Lot(8), new Lot(8), new Lot(8));
        List<List<Long>> begun = new ArrayList<>();
        int[] next = { 0 };
        AtomicBoolean wrong = new AtomicBoolean();
        AtomicReference<@Nullable Throwable> thrown = new AtomicReference<>();
        List<Thread> threads = new ArrayList<>();
        for (Lot lot : lots) {
            List<Long> mine = Collections.synchronizedList(new ArrayList<>());
            begun.add(mine);
            Random random = new Random();
            Thread thread = new Thread(() -> {
                while (fillOrRob(turn, lots, lot, next, items, random)) {
                    for (Object item = lot.next(); item != null; item = lot.next()) {
                        wrong.compareAndSet(false, lot.currentNumber() != (Long) item);
                        mine.add((Long) item);
                    }
                }
            });
            thread.setUncaughtExceptionHandler((same, ex) -> thrown.set(ex));
            threads.add(thread);
        }
        threads.forEach(Thread::start);
        for (Thread thread : threads) {
            thread.join();
        }
        List<Long> all = new ArrayList<>();
        begun.forEach(all::addAll);
        assertThat(thrown.get()).isNull();
        assertThat(all).hasSize(items).doesNotHaveDuplicates();
        assertThat(wrong).isFalse();
    }

    private static boolean fillOrRob(Object turn, List<Lot> lots, Lot lot, int[] next, int items, Random random) {
        synchronized (turn) {
            if (random.nextInt(3) == 0 || next[0] == items) {
                for (Lot other : lots) {
                    if (other != lot && other.stealInto(lot)) {
                        return true;
                    }
                }
            }
            if (next[0] == items) {
                return false;
            }
            lot.begin(next[0]);
            for (int size = 1 + random.nextInt(8); size > 0 && next[0] < items; size--) {
                lot.add((long) next[0]++);
            }
            lot.publish();
            return true;
        }
    }

    private static Lot filled(int largest, long number, String... items) {
        Lot lot = new Lot(largest);
        lot.begin(number);
        for (String item : items) {
            lot.add(item);
        }
        lot.publish();
        return lot;
    }

}
