package org.minigun.demo.inspect;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.Manifest;

/**
 * Reads the main attributes of a manifest. What follows them, such as the digests of a
 * signed jar, is not looked at.
 */
final class ManifestFacts {

    private static final List<String> WORTH_KEEPING = List.of("Agent-Class", "Automatic-Module-Name", "Build-Jdk",
            "Build-Jdk-Spec", "Bundle-License", "Bundle-Name", "Bundle-SymbolicName", "Bundle-Vendor", "Bundle-Version",
            "Created-By", "Implementation-Title", "Implementation-Vendor", "Implementation-Version", "Main-Class",
            "Multi-Release", "Premain-Class", "Specification-Title", "Specification-Version", "Spring-Boot-Version",
            "Start-Class");

    private static final int LONGEST_VALUE = 1000;

    private ManifestFacts() {
    }

    /**
     * Reads the attributes that are worth keeping.
     * @param manifest the beginning of the manifest
     * @return the attributes; none if it is not a manifest
     */
    static Map<String, String> of(byte[] manifest) {
        Attributes attributes;
        try {
            attributes = new Manifest(new ByteArrayInputStream(mainSection(manifest))).getMainAttributes();
        }
        catch (IOException | IllegalArgumentException ex) {
            return Map.of();
        }
        Map<String, String> facts = new LinkedHashMap<>();
        for (String name : WORTH_KEEPING) {
            String value = attributes.getValue(name);
            if (value != null && !value.isBlank()) {
                facts.put(name, value.strip().substring(0, Math.min(LONGEST_VALUE, value.strip().length())));
            }
        }
        return facts;
    }

    private static byte[] mainSection(byte[] manifest) {
        int lineStart = 0;
        int end = 0;
        for (int at = 0; at < manifest.length; at++) {
            if (manifest[at] != '\n' && manifest[at] != '\r') {
                continue;
            }
            boolean empty = at == lineStart;
            if (at + 1 < manifest.length && manifest[at] == '\r' && manifest[at + 1] == '\n') {
                at++;
            }
            end = at + 1;
            if (empty) {
                break;
            }
            lineStart = at + 1;
        }
        byte[] section = new byte[end + 2];
        System.arraycopy(manifest, 0, section, 0, end);
        section[end] = '\n';
        section[end + 1] = '\n';
        return section;
    }

}
