package org.minigun.execution;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * The targets that one stage in one context may name.
 */
final class TargetReceivers {

    private final String stage;

    private final Map<String, Receiver> byName = new LinkedHashMap<>();

    private final Set<String> sayable;

    TargetReceivers(String stage, Set<String> sayable) {
        this.stage = stage;
        this.sayable = sayable;
    }

    void add(String name, Receiver receiver) {
        this.byName.putIfAbsent(name, receiver);
    }

    Receiver named(String name) {
        Receiver receiver = this.byName.get(name);
        if (receiver == null) {
            throw new IllegalArgumentException("Stage '" + this.stage + "' has no edge to '" + name + "': it may name "
                    + this.sayable + "; further edges are declared by `to`");
        }
        return receiver;
    }

}
