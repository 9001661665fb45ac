package org.minigun.demo;

import org.minigun.demo.inspect.JarFinder;
import org.minigun.demo.publish.IndexDirectory;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Beans of classes that know no Spring.
 */
@Configuration(proxyBeanMethods = false)
class CensusConfiguration {

    @Bean
    JarFinder jarFinder(CensusProperties properties) {
        return new JarFinder(properties.path());
    }

    @Bean
    IndexDirectory indexDirectory(CensusProperties properties) {
        return new IndexDirectory(properties.indexPath());
    }

}
