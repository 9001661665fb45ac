package org.minigun.annotation;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks a method that runs once a run, before anything else; if it throws, no stage runs
 * and the run fails.
 * <p>
 * The method takes nothing or the {@link org.minigun.Run}, and returns nothing. Hooks of
 * a kind run in order of declaration.
 */
@Documented
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface BeforeRun {

}
