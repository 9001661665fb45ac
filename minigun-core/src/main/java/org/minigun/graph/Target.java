package org.minigun.graph;

import java.util.List;

/**
 * Where an edge of a stage leads: to a stage, or out of the nested pipeline in which the
 * stage stands.
 */
public sealed interface Target permits StageTarget, ExitTarget {

    /**
     * The names by which the emitting stage may say this target for an item: those that
     * were written first. No name stands for two targets of one stage.
     * @return the names; empty where each means another stage to the one that emits
     */
    List<String> names();

}
