package org.minigun.execution;

import java.util.ArrayList;
import java.util.List;

import org.minigun.metrics.StageCounters;

/**
 * One context's side of an {@link OrderedGate}: gathers the results of the item in work.
 */
final class GateContext {

    private final OrderedGate gate;

    private final List<Receiver> receivers = new ArrayList<>();

    private final StageCounters counters;

    private List<OrderedGate.Result> results = new ArrayList<>();

    private long doneBefore;

    private long retriedBefore;

    GateContext(OrderedGate gate, StageCounters counters) {
        this.gate = gate;
        this.counters = counters;
    }

    /** Puts the gate in front of a receiver. */
    Receiver inFrontOf(Receiver receiver) {
        int number = this.receivers.size();
        this.receivers.add(receiver);
        return new Receiver() {

            @Override
            void accept(Object item) {
                GateContext.this.results.add(new OrderedGate.Result(number, item));
            }

            @Override
            void end() {
                receiver.end();
            }

        };
    }

    void awaitTurn(long number) {
        this.gate.awaitWindow(number);
    }

    void begin() {
        this.doneBefore = this.counters.doneCount();
        this.retriedBefore = this.counters.retriedCount();
    }

    void complete(long number, Object item) {
        complete(number, item, 1 + (int) (this.counters.retriedCount() - this.retriedBefore));
    }

    /** Completes an item of which it is known how often the stage was called with it. */
    void complete(long number, Object item, int attempts) {
        List<OrderedGate.Result> complete = this.results;
        this.results = new ArrayList<>();
        boolean done = this.counters.doneCount() > this.doneBefore;
        this.gate.complete(number, new OrderedGate.Completed(item, done, attempts, complete), this.receivers);
    }

}
