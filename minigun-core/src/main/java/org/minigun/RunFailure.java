package org.minigun;

import org.jspecify.annotations.Nullable;

/**
 * What has failed a run.
 *
 * @param where the path of the stage, or the name of the hook
 * @param item the item, or {@code null} if none was concerned
 * @param attempts how often the item was tried, 0 if none was concerned
 * @param cause the exception of the user's code itself, its stack trace whole
 */
public record RunFailure(String where, @Nullable Object item, int attempts, Throwable cause) {

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(this.where.contains("'") ? this.where : "'" + this.where + "'");
        if (this.item != null) {
            text.append(", item ").append(Items.describe(this.item));
        }
        if (this.attempts > 1) {
            text.append(" (").append(this.attempts).append(" attempts)");
        }
        return text.append(": ").append(this.cause).toString();
    }

}
