package org.minigun.spring.history;

import java.util.List;
import java.util.Locale;
import java.util.function.BinaryOperator;
import java.util.regex.Pattern;

/**
 * Hides what a database is not to hold of the parameters of a run: values that are likely
 * to be secret, by the names that Spring Boot takes for such, also where they stand
 * within a value, and the passwords in addresses.
 */
final class KeptParameters implements BinaryOperator<String> {

    private static final String HIDDEN = "******";

    /** A position in a list, and what relaxed names leave out. */
    private static final Pattern NOT_OF_NAME = Pattern.compile("\\[\\d+]$|[^\\p{L}\\p{N}]");

    /** One of several values in a text, such as that of a record, a map or an address. */
    private static final Pattern SECRET_WITHIN = Pattern
        .compile("(?i)((?:password|passphrase|passwd|secret|token|credentials?|key)\\s*[=:]\\s*)[^,;&\\s\\])}]+");

    private static final List<String> ENDS = List.of("password", "passphrase", "passwd", "secret", "key", "token");

    private static final Pattern PASSWORD_OF_ADDRESS = Pattern.compile("(://[^/@:\\s]*:)[^/\\s]*(?=@)");

    private final BinaryOperator<String> further;

    /**
     * Hides such values.
     * @param further what the application hides besides: takes a name and a value, and
     * returns the value to be kept
     */
    KeptParameters(BinaryOperator<String> further) {
        this.further = further;
    }

    @Override
    public String apply(String name, String text) {
        String key = NOT_OF_NAME.matcher(name.toLowerCase(Locale.ROOT)).replaceAll("");
        if (key.contains("credential")
                || ENDS.stream().anyMatch((end) -> key.endsWith(end) || key.endsWith(end + "s"))) {
            return HIDDEN;
        }
        String without = PASSWORD_OF_ADDRESS.matcher(text).replaceAll("$1" + HIDDEN);
        return this.further.apply(name, SECRET_WITHIN.matcher(without).replaceAll("$1" + HIDDEN));
    }

}
