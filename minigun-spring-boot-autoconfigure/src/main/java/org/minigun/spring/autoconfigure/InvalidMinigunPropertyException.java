package org.minigun.spring.autoconfigure;

/**
 * A property is refused.
 */
final class InvalidMinigunPropertyException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String reason;

    private final String remedy;

    InvalidMinigunPropertyException(String reason, String remedy) {
        super(reason + " " + remedy);
        this.reason = reason;
        this.remedy = remedy;
    }

    /** The refusal of a value, as a setting words it: fact, colon, rule. */
    static InvalidMinigunPropertyException of(String property, IllegalArgumentException wrongValue) {
        String message = String.valueOf(wrongValue.getMessage());
        int colon = message.lastIndexOf(": must be ");
        String fact = (colon >= 0) ? message.substring(0, colon) : message;
        String rule = (colon >= 0) ? message.substring(colon + ": must be ".length()) : "a value that is allowed";
        return new InvalidMinigunPropertyException("%s: property '%s'.".formatted(fact, property),
                "Write %s, or remove the property.".formatted(rule));
    }

    String reason() {
        return this.reason;
    }

    String remedy() {
        return this.remedy;
    }

}
