package org.minigun.spring.autoconfigure;

import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;
import org.minigun.Pipeline;

/**
 * A task of the application.
 *
 * @param name its name
 * @param bean the name of its bean
 * @param type the class that is annotated, or {@code null} of a pipeline made by the
 * builder
 * @param pipeline its pipeline; of a bean that is no singleton a new one with each call
 */
record Task(String name, String bean, @Nullable Class<?> type, Supplier<Pipeline> pipeline) {

}
