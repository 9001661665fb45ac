package org.minigun.spring.actuate;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.actuate.endpoint.InvalidEndpointRequestException;

/**
 * Reads what was written in a request. Boot's own conversion refuses what it cannot
 * convert without telling the one who asks why.
 */
final class Requested {

    private Requested() {
    }

    /** A number that has to be there. */
    static long number(String name, @Nullable String written, long least, long most) {
        Long number = parsed(written);
        if (number == null || number < least || number > most) {
            String rule = (most == Long.MAX_VALUE || most == Integer.MAX_VALUE) ? least + " or more"
                    : "from " + least + " to " + most;
            throw refusal("Invalid %s (%s): must be a whole number, %s".formatted(name, told(written), rule));
        }
        return number;
    }

    /** A number that may be left out. */
    static int number(String name, @Nullable String written, int otherwise, int least, int most) {
        return (written != null && !written.isEmpty()) ? (int) number(name, written, least, most) : otherwise;
    }

    /** A word that has to be there. */
    static <E extends Enum<E>> E word(String name, @Nullable String written, Class<E> type) {
        return Arrays.stream(type.getEnumConstants())
            .filter((one) -> one.name().equalsIgnoreCase(written))
            .findFirst()
            .orElseThrow(() -> refusal("Invalid %s (%s): must be one of %s".formatted(name, told(written),
                    Arrays.stream(type.getEnumConstants())
                        .map((one) -> one.name().toLowerCase(Locale.ROOT))
                        .collect(Collectors.joining(", ")))));
    }

    private static @Nullable Long parsed(@Nullable String written) {
        try {
            return (written != null) ? Long.valueOf(written.strip()) : null;
        }
        catch (NumberFormatException ex) {
            return null;
        }
    }

    private static String told(@Nullable String written) {
        return (written != null) ? written : "nothing";
    }

    private static InvalidEndpointRequestException refusal(String reason) {
        return new InvalidEndpointRequestException(reason, reason);
    }

}
