package org.minigun.execution;

import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;
import org.minigun.metrics.Sampler;

/**
 * The stages of one group in one context, linked by direct calls. Built and used by that
 * context's thread.
 */
final class ContextChain {

    private final Sampler sampler = new Sampler();

    private final List<Link> links = new ArrayList<>();

    private final List<ProducerRunner> producers = new ArrayList<>();

    private final List<GateContext> gates = new ArrayList<>();

    private @Nullable Link head;

    void add(Link link) {
        this.links.add(link);
    }

    void add(ProducerRunner producer) {
        this.producers.add(producer);
    }

    void add(GateContext gate) {
        this.gates.add(gate);
    }

    void head(Link link) {
        link.addSource();
        this.head = link;
    }

    Sampler sampler() {
        return this.sampler;
    }

    List<Link> links() {
        return this.links;
    }

    @Nullable Link head() {
        return this.head;
    }

    /** Runs the producers one after the other. */
    void produce() {
        this.producers.forEach(ProducerRunner::run);
    }

    boolean isOrdered() {
        return !this.gates.isEmpty();
    }

    /** Waits until an item may be begun that has to keep to the order of items. */
    void awaitTurn(long number) {
        for (GateContext gate : this.gates) {
            gate.awaitTurn(number);
        }
    }

    /**
     * Processes an item whose turn it is and whose results have to leave in the order of
     * items.
     */
    void acceptInOrder(Link first, Object item, long number) {
        this.gates.forEach(GateContext::begin);
        accept(first, item, number);
        for (GateContext gate : this.gates) {
            gate.complete(number, item);
        }
    }

    /** Processes an item, measured if it is due. */
    void accept(Link first, Object item, long number) {
        if (this.sampler.isDue(number)) {
            first.acceptMeasured(item);
            this.sampler.finished();
        }
        else {
            first.accept(item);
        }
    }

    /** The group's source has ended: flushes what is held. */
    void end() {
        Link first = this.head;
        if (first != null) {
            first.end();
        }
    }

    /** The run was cut off: accounts for what is held. */
    void abandon() {
        this.links.forEach(Link::abandon);
    }

}
