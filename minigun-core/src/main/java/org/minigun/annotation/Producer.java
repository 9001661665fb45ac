package org.minigun.annotation;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import org.minigun.Concurrency;
import org.minigun.OnError;
import org.minigun.graph.Routing;

/**
 * Marks a method that emits items of its own. One of <pre>{@code
 * void jars(Output<Path> output)
 * Stream<Path> jars()          // or Iterable, Iterator: its elements are emitted
 * }</pre> In front it may take one object of a class of the user's: the parameters of the
 * run, as in {@code Stream<Path> jars(Census census)}. It runs once a run, on a context
 * of its own, and is never retried.
 * <p>
 * An attribute that is not said leaves the word to what is said further out; a property
 * of the application wins over what is said here.
 */
@Documented
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface Producer {

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
     * What becomes of a run whose producer has thrown; {@link OnError#FAIL} by default.
     * With another word the producer ends where it failed, what it emitted stays, and the
     * run lists it.
     * @return at most one
     */
    OnError[] onError() default {};

}
