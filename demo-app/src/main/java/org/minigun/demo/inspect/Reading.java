package org.minigun.demo.inspect;

/**
 * How a jar was read, by which it is known whether it has to be read again.
 *
 * @param state the file at that time
 * @param settled whether its time can be relied upon
 * @param reader the reader, see {@link FoundJar#reader()}
 * @param limits how much the jar was allowed to ask of it
 */
public record Reading(FileState state, boolean settled, String reader, String limits) {
}
