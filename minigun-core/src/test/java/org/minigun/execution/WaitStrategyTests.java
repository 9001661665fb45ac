package org.minigun.execution;

import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;

@Timeout(30)
class WaitStrategyTests {

    private static final int MANY = 10_000_000;

    private final AtomicInteger looks = new AtomicInteger();

    /** How many items are there is asked after a nap only. */
    private final AtomicInteger naps = new AtomicInteger();

    @Test
    void spinningEndsWhenWhatIsWaitedForIsThere() {
        assertThat(new WaitStrategy(100).spin(() -> true)).isTrue();
    }

    @Test
    void spinningInVainIsBoundedAndPutsOffTheNext() {
        WaitStrategy waiting = new WaitStrategy(100);
        assertThat(waiting.spin(() -> false)).isFalse();
        for (int i = 0; i < 2; i++) {
            this.looks.set(0);
            assertThat(waiting.spin(() -> this.looks.incrementAndGet() > 1)).isFalse();
            assertThat(this.looks).hasValue(1);
        }
    }

    @Test
    void whoSeesItemsSeldomLooksOnceAndSleeps() {
        WaitStrategy waiting = new WaitStrategy(100);
        assertThat(spinOrNap(waiting, 0)).isFalse();
        assertThat(this.looks).hasValue(1);
        assertThat(this.naps).hasValue(0);
    }

    @Test
    void whoSeesItemsFastNapsBeforeItSleeps() {
        WaitStrategy waiting = new WaitStrategy(100);
        waiting.idle(MANY);
        assertThat(spinOrNap(waiting, 0)).isFalse();
        assertThat(this.naps).hasValue(1);
    }

    @Test
    void aNapThatFilledTheChannelIsNotRepeated() {
        WaitStrategy waiting = new WaitStrategy(8);
        waiting.idle(MANY);
        spinOrNap(waiting, 8);
        spinOrNap(waiting, 8);
        assertThat(this.naps).hasValue(1);
    }

    private boolean spinOrNap(WaitStrategy waiting, long depth) {
        return waiting.spinOrNap(new Waiter(), () -> {
            this.looks.incrementAndGet();
            return false;
        }, () -> {
            this.naps.incrementAndGet();
            return depth;
        });
    }

}
