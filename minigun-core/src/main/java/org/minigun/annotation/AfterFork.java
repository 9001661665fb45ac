package org.minigun.annotation;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks a method that runs in a worker process, once for each instance of the task,
 * before its first item.
 * <p>
 * The method takes nothing or the {@link org.minigun.WorkerContext}, and returns nothing.
 * Hooks of a kind run in order of declaration.
 */
@Documented
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface AfterFork {

}
