package org.minigun.demo.inspect;

/**
 * The licence that a jar says it has.
 *
 * @param name its SPDX identifier if it was recognised, else what the jar says
 * @param source where it was said: {@code manifest}, {@code pom} or the name of the file
 */
public record Licence(String name, String source) {
}
