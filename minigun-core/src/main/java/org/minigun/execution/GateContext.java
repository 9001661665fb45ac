package org.minigun.execution;

import java.util.ArrayList;
import java.util.List;

/**
 * One context's side of an {@link OrderedGate}: gathers the results of the item in work.
 */
final class GateContext {

    private final OrderedGate gate;

    private final List<Receiver> receivers = new ArrayList<>();

    private List<OrderedGate.Result> results = new ArrayList<>();

    GateContext(OrderedGate gate) {
        this.gate = gate;
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

    void begin(long number) {
        this.gate.awaitWindow(number);
    }

    void complete(long number, Object item) {
        List<OrderedGate.Result> complete = this.results;
        this.results = new ArrayList<>();
        this.gate.complete(number, new OrderedGate.Completed(item, complete), this.receivers);
    }

}
