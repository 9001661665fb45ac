package org.minigun.execution;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What an application hands on to a worker among the properties of a session.
 */
public final class HandedOn {

    private HandedOn() {
    }

    /**
     * Picks the headers of carried contexts.
     * @param properties the properties of a session
     * @return the headers by their names
     */
    public static Map<String, String> headers(Map<String, String> properties) {
        return pick(properties, RunContexts.HEADER);
    }

    /**
     * Picks the mapped diagnostic context.
     * @param properties the properties of a session
     * @return the entries
     */
    public static Map<String, String> diagnosticContext(Map<String, String> properties) {
        return pick(properties, RunContexts.DIAGNOSTIC);
    }

    private static Map<String, String> pick(Map<String, String> properties, String prefix) {
        Map<String, String> picked = new LinkedHashMap<>();
        for (Map.Entry<String, String> property : properties.entrySet()) {
            if (property.getKey().startsWith(prefix)) {
                picked.put(property.getKey().substring(prefix.length()), property.getValue());
            }
        }
        return picked;
    }

}
