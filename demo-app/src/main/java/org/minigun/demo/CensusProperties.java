package org.minigun.demo;

import java.nio.file.Path;
import java.time.Duration;

import org.minigun.demo.inspect.FoundJar;
import org.minigun.demo.inspect.Limits;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * What the census reads, and where the index of it is.
 *
 * @param directory the directory to search for jars
 * @param maxJarSize the largest jar that is read
 * @param maxEntries the most entries of a jar that is read
 * @param deep whether to open the jars within jars, and to ask the command line tools
 * that a jar provides for their names, which runs code of the jar
 * @param indexDirectory where the published index is kept
 * @param full whether to read what is known again
 * @param settle for how long a file must not have changed before a watch reads it
 */
@ConfigurationProperties("census")
record CensusProperties(String directory, @DefaultValue("512MB") DataSize maxJarSize,
        @DefaultValue("200000") int maxEntries, @DefaultValue("false") boolean deep,
        @DefaultValue("census-data/index") String indexDirectory, @DefaultValue("false") boolean full,
        @DefaultValue("500ms") Duration settle) {

    /**
     * Returns the directory to search.
     */
    Path path() {
        return Path.of(this.directory);
    }

    /**
     * Returns where the published index is kept.
     */
    Path indexPath() {
        return Path.of(this.indexDirectory);
    }

    /**
     * Returns a jar as it is to be read.
     */
    FoundJar found(Path file, Path root) {
        return new FoundJar(file, root, limits(), this.deep);
    }

    /**
     * Returns how much a jar may ask of its reader.
     */
    Limits limits() {
        return Limits.DEFAULT.withMaxSize(this.maxJarSize.toBytes()).withMaxEntries(this.maxEntries);
    }

}
