package org.minigun.spring.history;

import java.util.Locale;
import java.util.function.BinaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Hides what a database is not to hold of the parameters of a run: values that are likely
 * to be secret, by the names that Spring Boot takes for such, and the passwords in
 * addresses.
 */
final class KeptParameters implements BinaryOperator<String> {

    private static final String HIDDEN = "******";

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
        String key = name.toLowerCase(Locale.ROOT);
        if (key.contains("credentials")
                || Stream.of("password", "passphrase", "secret", "key", "token").anyMatch(key::endsWith)) {
            return HIDDEN;
        }
        return this.further.apply(name, PASSWORD_OF_ADDRESS.matcher(text).replaceAll("$1" + HIDDEN));
    }

}
