package org.minigun.spring.autoconfigure;

import java.util.function.Function;

import org.jspecify.annotations.Nullable;
import org.minigun.Pipeline;
import org.minigun.spring.TaskDescription;

/**
 * A task of the application.
 *
 * @param description what is known of it
 * @param maker makes its pipeline of the parameters of a run, or of {@code null} where it
 * is only looked at; of a bean that is no singleton a new one with each call
 */
record Task(TaskDescription description, Function<@Nullable Object, Pipeline> maker) {

    String name() {
        return this.description.name();
    }

    @Nullable Class<?> type() {
        return this.description.type();
    }

    Pipeline pipeline() {
        return this.maker.apply(null);
    }

}
