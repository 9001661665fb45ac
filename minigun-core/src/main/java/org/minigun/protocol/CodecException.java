package org.minigun.protocol;

import org.jspecify.annotations.Nullable;

/**
 * An item could not be turned into bytes or back. This concerns the one item, not the
 * connection. The message tells where in the item, what, and what to do about it.
 */
public class CodecException extends Exception {

    private static final long serialVersionUID = 1L;

    private static final int LONGEST_PATH = 200;

    private final String reason;

    private String path = "";

    /**
     * Makes an exception.
     * @param reason what is wrong and what to do
     */
    public CodecException(String reason) {
        super(reason);
        this.reason = reason;
    }

    /**
     * Makes an exception.
     * @param reason what is wrong and what to do
     * @param cause how it was found out
     */
    public CodecException(String reason, @Nullable Throwable cause) {
        super(reason, cause);
        this.reason = reason;
    }

    /**
     * Says one more step on the way from the item to the trouble; called from the inside
     * outwards.
     * @param step {@code .field} or {@code [index]}
     * @return this
     */
    public CodecException within(String step) {
        String longer = step + this.path;
        this.path = (longer.length() <= LONGEST_PATH) ? longer
                : longer.substring(0, LONGEST_PATH / 2) + "..." + longer.substring(longer.length() - LONGEST_PATH / 2);
        return this;
    }

    /**
     * Returns the way from the item to the trouble.
     * @return the path, such as {@code item.report.stream}, shortened in its middle where
     * it is very long
     */
    public String path() {
        return "item" + this.path;
    }

    @Override
    public String getMessage() {
        return this.path.isEmpty() ? this.reason : path() + ": " + this.reason;
    }

}
