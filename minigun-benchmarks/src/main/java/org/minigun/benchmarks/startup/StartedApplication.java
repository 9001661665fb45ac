package org.minigun.benchmarks.startup;

import java.io.PrintStream;
import java.lang.management.ManagementFactory;

import com.sun.management.OperatingSystemMXBean;

import org.springframework.boot.Banner;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;

/**
 * An application without a bean of its own, which ends when it has started and tells what
 * that has cost.
 */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration
public class StartedApplication {

    /**
     * Starts and ends.
     * @param arguments passed on to Spring Boot
     */
    public static void main(String[] arguments) {
        SpringApplication application = new SpringApplication(StartedApplication.class);
        application.setBannerMode(Banner.Mode.OFF);
        application.setWebApplicationType(WebApplicationType.NONE);
        long before = System.nanoTime();
        try (ConfigurableApplicationContext context = application.run(arguments)) {
            long wall = System.nanoTime() - before;
            OperatingSystemMXBean system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
            long own = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
            PrintStream out = System.out;
            out.println("started " + system.getProcessCpuTime() + " " + own + " " + wall + " "
                    + context.containsBean("minigunEngine"));
        }
    }

}
