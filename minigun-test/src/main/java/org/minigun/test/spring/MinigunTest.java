package org.minigun.test.spring;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import org.junit.jupiter.api.extension.ExtendWith;
import org.minigun.Concurrency;

import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.test.autoconfigure.OverrideAutoConfiguration;
import org.springframework.boot.test.context.PropertyMapping;
import org.springframework.boot.test.context.filter.annotation.TypeExcludeFilters;
import org.springframework.context.annotation.ComponentScan.Filter;
import org.springframework.core.annotation.AliasFor;
import org.springframework.test.context.BootstrapWith;
import org.springframework.test.context.junit.jupiter.SpringExtension;

/**
 * Tests tasks of a Spring Boot application without the rest of it: of the beans that are
 * found by scanning only tasks are there ({@code @MinigunTask}), run listeners, and
 * customizers of Minigun; of the auto-configurations only Minigun's. What the tasks need
 * besides is given by {@code @MockitoBean}, {@code @Import} or a nested configuration.
 * Tasks run on the calling thread, in one order that is the same each time, and none runs
 * on start-up. {@link MinigunTester} and {@link org.minigun.spring.Minigun} can be
 * injected. <pre>{@code
 * &#64;MinigunTest(JarCensus.class)
 * class JarCensusTests {
 *

 *     &#64;Autowired MinigunTester minigun;
 *
 *     &#64;MockitoBean ReportRepository reports;
 *
 * }
 * }</pre>
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Documented
@Inherited
@BootstrapWith(MinigunTestContextBootstrapper.class)
@ExtendWith(SpringExtension.class)
@OverrideAutoConfiguration(enabled = false)
@TypeExcludeFilters(MinigunTypeExcludeFilter.class)
@AutoConfigureMinigun
@ImportAutoConfiguration
@PropertyMapping("minigun.concurrency")
public @interface MinigunTest {

    /**
     * Properties of the application, as {@code key=value}.
     * @return the properties
     */
    @PropertyMapping(skip = PropertyMapping.Skip.YES)
    String[] properties() default {};

    /**
     * The tasks to be there; by default all that are found.
     * @return the classes of the tasks
     */
    @AliasFor("tasks")
    @PropertyMapping(skip = PropertyMapping.Skip.YES)
    Class<?>[] value() default {};

    /**
     * The tasks to be there; by default all that are found.
     * @return the classes of the tasks
     */
    @AliasFor("value")
    @PropertyMapping(skip = PropertyMapping.Skip.YES)
    Class<?>[] tasks() default {};

    /**
     * Where tasks run: {@code INLINE}, the default, on the calling thread; with
     * {@code THREAD} stages run where they are placed.
     * @return the context
     */
    Concurrency defaultContext() default Concurrency.INLINE;

    /**
     * Whether beans are filtered as said above; true by default.
     * @return whether they are
     */
    @PropertyMapping(skip = PropertyMapping.Skip.YES)
    boolean useDefaultFilters() default true;

    /**
     * Further beans to be there.
     * @return the filters
     */
    @PropertyMapping(skip = PropertyMapping.Skip.YES)
    Filter[] includeFilters() default {};

    /**
     * Beans not to be there.
     * @return the filters
     */
    @PropertyMapping(skip = PropertyMapping.Skip.YES)
    Filter[] excludeFilters() default {};

    /**
     * Auto-configurations not to be there.
     * @return the classes
     */
    @AliasFor(annotation = ImportAutoConfiguration.class, attribute = "exclude")
    @PropertyMapping(skip = PropertyMapping.Skip.YES)
    Class<?>[] excludeAutoConfiguration() default {};

}
