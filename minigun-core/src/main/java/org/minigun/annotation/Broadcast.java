package org.minigun.annotation;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks a method of a task that returns broadcast data: a {@code byte[]}, a
 * {@link java.nio.file.Path} or a {@link org.minigun.BroadcastSource}. It takes nothing
 * and is called in the application, once a run whose stages run in worker processes; they
 * read the data by {@link org.minigun.WorkerContext#broadcast}.
 */
@Documented
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface Broadcast {

    /**
     * Returns the name of the data; by default that of the method.
     * @return the name
     */
    String value() default "";

}
