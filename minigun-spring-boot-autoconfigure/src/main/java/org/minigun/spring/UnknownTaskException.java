package org.minigun.spring;

import java.util.List;

/**
 * A task was named that the application does not have. The message names those that it
 * has.
 */
public class UnknownTaskException extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    private final transient List<String> known;

    /**
     * Makes an exception.
     * @param message what was asked for
     * @param known the names of the tasks that there are
     */
    public UnknownTaskException(String message, List<String> known) {
        super(message + (known.isEmpty() ? "; there are no tasks: annotate a bean with @MinigunTask"
                : "; name one of '" + String.join("', '", known) + "'"));
        this.known = List.copyOf(known);
    }

    /**
     * Returns the names of the tasks that there are.
     * @return the names
     */
    public List<String> known() {
        return this.known;
    }

}
