package org.minigun.annotation;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import org.minigun.Affinity;
import org.minigun.Concurrency;
import org.minigun.OnError;
import org.minigun.graph.Routing;

/**
 * Marks a method that turns an item into one result, none, or several. One of <pre>{@code
 * Report inspect(Path jar)                         // null emits nothing
 * List<Report> inspect(Path jar)                   // several, with flatten = true
 * void inspect(Path jar, Output<Report> output)    // emits as often as it likes
 * }</pre> Where the stage has a pool it is called by several threads at once.
 * <p>
 * An attribute that is not said leaves the word to what is said further out; a property
 * of the application wins over what is said here.
 */
@Documented
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface Processor {

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
     * Where the stage runs. By default the plan decides.
     * @return at most one kind of context
     */
    Concurrency[] concurrency() default {};

    /**
     * Number of contexts that serve the stage, at least 1; by default that of its kind of
     * context.
     * @return the number
     */
    int poolSize() default Integer.MIN_VALUE;

    /**
     * Name of a pool of the application that the stage shares with others.
     * @return the name
     */
    String pool() default "";

    /**
     * Whether the stage asks for its source's context or for one of its own. By default
     * the plan decides.
     * @return at most one affinity
     */
    Affinity[] affinity() default {};

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
     * Whether results leave the pool of the stage in the order in which its items came.
     * Not together with {@link #partitionBy}.
     * @return whether they keep their order
     */
    boolean ordered() default false;

    /**
     * Key whose items keep their order and meet one context of the pool: the name of a
     * method of the task that takes an item, else of a method without parameters, a
     * record component or a getter of the item.
     * @return the name of the method
     */
    String partitionBy() default "";

    /**
     * Number of items that may wait in front of the stage, at least 1; 1024 by default.
     * @return the number
     */
    int capacity() default Integer.MIN_VALUE;

    /**
     * Items that a process-per-batch stage gets together, at least 1; 100 by default.
     * @return the number
     */
    int batchSize() default Integer.MIN_VALUE;

    /**
     * Whether the result, a {@code Stream}, an {@code Iterable}, an {@code Optional} or
     * an array of objects, stands for several items.
     * @return whether it does
     */
    boolean flatten() default false;

}
