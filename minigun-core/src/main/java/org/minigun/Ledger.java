package org.minigun;

import java.util.ArrayList;
import java.util.List;

/**
 * The accounts of a run: what became of every item, at every stage and on every edge.
 *
 * @param stages an entry for each stage, nested ones included, in order of declaration
 * @param edges an entry for each edge between two stages
 */
public record Ledger(List<StageEntry> stages, List<EdgeEntry> edges) {

    /**
     * What became of the items of a stage.
     *
     * @param stage its path
     * @param received items that arrived, those still in its channel included
     * @param done items that were finished
     * @param failed items that failed the run
     * @param skipped items that were skipped
     * @param deadLettered items that were given up on
     * @param unfinished items that were cut off by the end of the run
     */
    public record StageEntry(String stage, long received, long done, long failed, long skipped, long deadLettered,
            long unfinished) {

        /**
         * Tells whether every item is accounted for.
         * @return whether received = done + failed + skipped + dead-lettered + unfinished
         */
        public boolean isTrue() {
            return this.received == this.done + this.failed + this.skipped + this.deadLettered + this.unfinished;
        }

    }

    /**
     * What crossed an edge.
     *
     * @param from the path of the source
     * @param to the path of the target
     * @param routed items that the source sent there
     * @param received items that the target got from there
     */
    public record EdgeEntry(String from, String to, long routed, long received) {

        /**
         * Tells whether nothing was lost between the two.
         * @return whether what one side sent the other received
         */
        public boolean isTrue() {
            return this.routed == this.received;
        }

    }

    /**
     * Returns the entry of a stage.
     * @param path its path
     * @return the entry
     * @throws IllegalArgumentException if there is no such stage
     */
    public StageEntry stage(String path) {
        return this.stages.stream()
            .filter((entry) -> entry.stage().equals(path))
            .findFirst()
            .orElseThrow(() -> new IllegalArgumentException("No stage '" + path + "' in the ledger; there are "
                    + this.stages.stream().map(StageEntry::stage).toList()));
    }

    /**
     * Returns the entry of an edge.
     * @param from the path of the source
     * @param to the path of the target
     * @return the entry
     * @throws IllegalArgumentException if there is no such edge
     */
    public EdgeEntry edge(String from, String to) {
        return this.edges.stream()
            .filter((entry) -> entry.from().equals(from) && entry.to().equals(to))
            .findFirst()
            .orElseThrow(() -> new IllegalArgumentException(
                    "No edge '" + from + "' -> '" + to + "' in the ledger; there are "
                            + this.edges.stream().map((entry) -> entry.from() + " -> " + entry.to()).toList()));
    }

    /**
     * Tells whether every entry is true, and each stage received what its edges brought.
     * @return whether nothing was lost and nothing was made up
     */
    public boolean isTrue() {
        return violations().isEmpty();
    }

    /**
     * Returns what does not add up.
     * @return a sentence for each entry that is not true; empty if all are
     */
    public List<String> violations() {
        List<String> result = new ArrayList<>();
        for (StageEntry entry : this.stages) {
            if (!entry.isTrue()) {
                result.add("Stage '" + entry.stage() + "' does not add up: " + entry);
            }
            List<EdgeEntry> into = this.edges.stream().filter((edge) -> edge.to().equals(entry.stage())).toList();
            long brought = into.stream().mapToLong(EdgeEntry::received).sum();
            if (!into.isEmpty() && brought != entry.received()) {
                result.add("Stage '" + entry.stage() + "' received " + entry.received() + " but its edges brought "
                        + brought + ": " + into);
            }
        }
        this.edges.stream().filter((edge) -> !edge.isTrue()).forEach((edge) -> result.add("Edge lost items: " + edge));
        return result;
    }

}
