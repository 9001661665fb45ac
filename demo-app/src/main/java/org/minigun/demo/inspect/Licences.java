package org.minigun.demo.inspect;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/**
 * Recognises licences by the words that name them.
 */
final class Licences {

    private static final int LONGEST_NAME = 100;

    private static final int FIRST_LINES = 2000;

    private static final Pattern SPDX_EXPRESSION = Pattern.compile("[A-Za-z0-9.+-]+( (OR|AND|WITH) [A-Za-z0-9.+-]+)+");

    /** The more special come first: of two that begin at one place the first is taken. */
    private static final Map<String, Pattern> KNOWN = new LinkedHashMap<>();

    static {
        know("Apache-1.1", "apache.{0,40}?\\b1\\.1\\b");
        know("Apache-2.0", "apache.{0,45}?\\bv?2(\\.0)?\\b|\\basl[ -]*2");
        know("EPL-2.0", "eclipse public licen[sc]e.{0,20}?2\\.0|\\bepl[ -]*v?2|legal/epl-(v-?)?2");
        know("EPL-1.0", "eclipse public licen[sc]e|\\bepl\\b|\\bepl-v10|legal/epl");
        know("EDL-1.0", "eclipse distribution licen[sc]e|documents/edl|\\bedl[ -]*1");
        know("AGPL-3.0", "affero general public licen[sc]e|\\bagpl");
        know("LGPL-3.0", "(lesser general public licen[sc]e|\\blgpl).{0,20}?3");
        know("LGPL-2.1", "lesser general public licen[sc]e|\\blgpl");
        know("GPL-2.0-with-classpath-exception",
                "(general public licen[sc]e|\\bgpl).{0,60}?(classpath|\\bcpe\\b|w/ ?cp)|universal.{0,20}classpath");
        know("GPL-3.0", "(general public licen[sc]e|\\bgpl).{0,20}?3");
        know("GPL-2.0", "general public licen[sc]e|\\bgpl");
        know("MPL-2.0", "mozilla public licen[sc]e.{0,20}?2\\.0|\\bmpl[ -]*v?2");
        know("MPL-1.1", "mozilla public licen[sc]e|\\bmpl\\b");
        know("CPL-1.0", "common public licen[sc]e");
        know("CDDL-1.1", "(\\bcddl|common development and distribution licen[sc]e).{0,25}?1\\.1");
        know("CDDL-1.0", "\\bcddl|common development and distribution licen[sc]e");
        know("MIT-0", "\\bmit-0\\b");
        know("MIT", "^\\W*mit\\W*$|\\bmit[ -]+licen[sc]e|licen[sc]es?/mit\\b"
                + "|permission is hereby granted, free of charge");
        know("BSD-3-Clause", "\\bbsd[ -]*3|\\b3[ -]*clause|(new|revised|modified) bsd");
        know("BSD-2-Clause", "\\bbsd[ -]*2|\\b2[ -]*clause|simplified bsd|free ?bsd");
        know("BSD", "\\bbsd\\b|redistribution and use in source and binary forms");
        know("CC0-1.0", "\\bcc0\\b|publicdomain/zero");
        know("Unlicense", "\\bunlicense\\b|free and unencumbered software");
        know("UPL-1.0", "universal permissive licen[sc]e|\\bupl\\b");
        know("ISC", "\\bisc licen[sc]e");
        know("Bouncy Castle Licence", "bouncy ?castle licen[sc]e|bouncycastle\\.org/licen[sc]e");
        know("Unicode-3.0", "unicode licen[sc]e|unicode, inc");
        know("Public domain", "\\bpublic domain\\b");
    }

    private Licences() {
    }

    /**
     * Names a licence that someone has named.
     * @param said what was said: a name, an address or an identifier
     * @return its SPDX identifier if it is known, else what was said
     */
    static String name(String said) {
        String plain = text(said.getBytes(StandardCharsets.UTF_8));
        if (SPDX_EXPRESSION.matcher(plain).matches()) {
            return plain.substring(0, Math.min(LONGEST_NAME, plain.length()));
        }
        String known = recognise(plain);
        return (known != null) ? known : plain.substring(0, Math.min(LONGEST_NAME, plain.length()));
    }

    /**
     * Recognises the licence that a text begins with.
     * @param text the text, as {@link #text} makes it
     * @return the one that is named first, or {@code null} if none is
     */
    static @Nullable String recognise(String text) {
        String start = text.substring(0, Math.min(FIRST_LINES, text.length()));
        String first = null;
        int at = Integer.MAX_VALUE;
        for (Map.Entry<String, Pattern> entry : KNOWN.entrySet()) {
            Matcher matcher = entry.getValue().matcher(start);
            if (matcher.find() && matcher.start() < at) {
                at = matcher.start();
                first = entry.getKey();
            }
        }
        return first;
    }

    /**
     * Returns text on one line, each run of blanks made one.
     */
    static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8).replaceAll("\\s+", " ").strip();
    }

    private static void know(String name, String words) {
        KNOWN.put(name, Pattern.compile(words, Pattern.CASE_INSENSITIVE));
    }

}
