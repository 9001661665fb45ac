package org.minigun.demo.follow;

import java.nio.file.Path;
import java.util.List;

/**
 * What has changed in a directory.
 *
 * @param jars jars that are new or changed, and that nobody writes any more
 * @param gone jars and directories that are not there any more, and directories that
 * could not be listed and now can
 * @param missed whether there were more changes than could be told: then all jars are
 * among the new ones in time, and what is gone has to be looked for
 */
public record Changes(List<Path> jars, List<Path> gone, boolean missed) {

    /**
     * Copies the lists.
     */
    public Changes {
        jars = List.copyOf(jars);
        gone = List.copyOf(gone);
    }

}
