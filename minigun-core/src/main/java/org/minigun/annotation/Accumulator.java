package org.minigun.annotation;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import org.minigun.OnError;
import org.minigun.graph.Routing;

/**
 * Marks a method that gets the items in batches and returns what goes on: the batch as it
 * is, or what was made of it. <pre>{@code
 * List<Report> batch(List<Report> batch)
 * }</pre> It runs where its pipeline is planned and takes no placement. What is not full
 * is flushed at the end.
 * <p>
 * An attribute that is not said leaves the word to what is said further out; a property
 * of the application wins over what is said here.
 */
@Documented
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface Accumulator {

    /**
     * Short for {@link #name}.
     * @return the name
     */
    String value() default "";

    /**
     * Name of the stage, unique in its pipeline; by default the name of the method.
     * @return the name
     */
    String name() default "";

    /**
     * Names of the targets, also of later stages. Switches the default edge out off.
     * @return the names
     */
    String[] to() default {};

    /**
     * Names of the sources, also of later stages. Switches the default edge in off.
     * @return the names
     */
    String[] from() default {};

    /**
     * Which of several targets an item goes to; {@link Routing#BROADCAST} by default.
     * @return at most one routing
     */
    Routing[] routing() default {};

    /**
     * Key by which {@link Routing#PARTITION} chooses the target: the name of a method of
     * the task that takes an emitted item, else of a method without parameters, a record
     * component or a getter of the item.
     * @return the name of the method
     */
    String routingKey() default "";

    /**
     * What becomes of an item that has failed; {@link OnError#FAIL} by default.
     * @return at most one
     */
    OnError[] onError() default {};

    /**
     * Further attempts after a failed one, at least 0; 0 by default. Attempts = 1 +
     * retries. Above 0 the outputs of an attempt are held until it succeeds.
     * @return the number
     */
    int retries() default Integer.MIN_VALUE;

    /**
     * Wait before the first further attempt, such as {@code 50ms}; 100 ms by default.
     * @return the time with its unit
     */
    String backoff() default "";

    /**
     * Factor by which the wait grows with each attempt, at least 1; 2 by default.
     * @return the factor
     */
    double backoffMultiplier() default Double.NaN;

    /**
     * Longest wait between two attempts, such as {@code 5s}; 10 s by default.
     * @return the time with its unit
     */
    String backoffMax() default "";

    /**
     * Number of items that may wait in front of the stage, at least 1; 1024 by default.
     * @return the number
     */
    int capacity() default Integer.MIN_VALUE;

    /**
     * Items of a full batch, at least 1; 100 by default.
     * @return the number
     */
    int maxSize() default Integer.MIN_VALUE;

    /**
     * Longest wait of a batch since its first item, such as {@code 1s}; without end by
     * default.
     * @return the time with its unit
     */
    String maxWait() default "";

    /**
     * Items held over all keys, at least 1: the item that reaches it flushes every key.
     * @return the number
     */
    int maxTotal() default Integer.MIN_VALUE;

    /**
     * Weight that a batch may have, at least 1: an item that would make it heavier
     * flushes it first. Needs a {@link #weigher}.
     * @return the weight
     */
    long maxWeight() default Long.MIN_VALUE;

    /**
     * Weight of an item: the name of a method of the task that takes an item, else of a
     * method without parameters, a record component or a getter of the item. It returns
     * an integer number.
     * @return the name of the method
     */
    String weigher() default "";

    /**
     * Key by which batches are kept apart: the name of a method of the task that takes an
     * item, else of a method without parameters, a record component or a getter of the
     * item.
     * @return the name of the method
     */
    String keyBy() default "";

}
