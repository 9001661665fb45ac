package org.minigun.spring;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import org.minigun.Concurrency;
import org.minigun.OnError;
import org.minigun.annotation.TaskOptions;

import org.springframework.core.annotation.AliasFor;
import org.springframework.stereotype.Component;

/**
 * Marks a bean whose annotated methods are the stages of a pipeline: a task, which the
 * {@link Minigun} bean runs. It is found by component scanning, and as a {@code @Bean}.
 * <pre>{@code
 * &#64;MinigunTask("census")
 * class JarCensus {
 *

 *     &#64;Producer
 *     void jars(Output<Path> output) { ... }
 *
 *     &#64;Processor
 *     Report inspect(Path jar) { ... }
 *
 *
&#64;Consumer
 *     void save(Report report) { ... }
 *
 * }
 * }</pre> The other attributes are defaults of the stages. {@link TaskOptions} say them
 * from code and win over the annotation; {@code minigun.tasks.<name>.*} wins over both. A
 * bean of scope prototype is made anew for each run.
 */
@Documented
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Component
public @interface MinigunTask {

    /**
     * Name of the task, and of a bean found by scanning. By default the name of the bean,
     * which for a bean found by scanning is the name of its class, its first letter in
     * lower case, without those of classes around it.
     * @return the name
     */
    @AliasFor(annotation = Component.class)
    String value() default "";

    /**
     * Where processors and consumers run that have no placement of their own. By default
     * the plan decides.
     * @return at most one kind of context
     */
    Concurrency[] concurrency() default {};

    /**
     * Number of contexts of a stage that says nothing itself, at least 1; by default that
     * of its kind of context.
     * @return the number
     */
    int poolSize() default Integer.MIN_VALUE;

    /**
     * Platform threads of a stage on a pool of threads, at least 1; 5 by default.
     * @return the number
     */
    int threads() default Integer.MIN_VALUE;

    /**
     * Worker processes of a stage that leaves the JVM, at least 1; 2 by default.
     * @return the number
     */
    int processes() default Integer.MIN_VALUE;

    /**
     * Number of items that may wait in front of a stage, at least 1; 1024 by default.
     * @return the number
     */
    int capacity() default Integer.MIN_VALUE;

    /**
     * Further attempts after a failed one, at least 0; 0 by default.
     * @return the number
     */
    int retries() default Integer.MIN_VALUE;

    /**
     * What becomes of an item that has failed; {@link OnError#FAIL} by default.
     * @return at most one
     */
    OnError[] onError() default {};

}
