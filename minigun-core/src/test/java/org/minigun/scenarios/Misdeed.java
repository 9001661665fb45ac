package org.minigun.scenarios;

import org.minigun.scenarios.Document.Fate;

/**
 * What a document makes Tika's parser for tests do, and what is to become of it in a
 * worker.
 */
enum Misdeed {

    EXIT(Fate.KILLS, "code 1", "<system_exit/>"),

    MEMORY(Fate.KILLS, "memory", "<oom/>"),

    HANG(Fate.KILLS, "timeout", "<hang millis='600000' heavy='false' interruptible='false'/>"),

    BUSY_HANG(Fate.KILLS, "timeout", "<hang millis='600000' heavy='true' pulse_millis='100' interruptible='false'/>"),

    INTERRUPT(Fate.READ, "", "<thread_interrupt/>"),

    PRINT(Fate.READ, "", "<print_out>out of \ud83d\ude00</print_out><print_err>err</print_err>"),

    PRINT_BYTES(Fate.READ, "", "<print_out static='true' random='200000'/><print_err static='true' random='100000'/>"),

    NULL_POINTER(Fate.THROWS, "NullPointerException", "<throw class='java.lang.NullPointerException'>nothing</throw>"),

    TIKA(Fate.THROWS, "not today", "<throw class='org.apache.tika.exception.TikaException'>not today</throw>"),

    CHECKED(Fate.THROWS, "no disk", "<throw class='java.io.IOException'>no disk</throw>"),

    ENCRYPTED(Fate.THROWS, "EncryptedDocument",
            "<throw class='org.apache.tika.exception.EncryptedDocumentException'/>"),

    STACK(Fate.THROWS, "StackOverflowError", "<throw class='java.lang.StackOverflowError'>deep</throw>"),

    ILLEGAL_CHARACTERS(Fate.THROWS, "Can't say", "<throwIllegalChars/>"),

    NO_ACTION(Fate.THROWS, "nothing_of_the_kind", "<nothing_of_the_kind/>"),

    NOT_XML(Fate.THROWS, "must be terminated", "<p>");

    private final Fate fate;

    private final String told;

    private final String action;

    Misdeed(Fate fate, String told, String action) {
        this.fate = fate;
        this.told = told;
        this.action = action;
    }

    Fate fate() {
        return this.fate;
    }

    /** What the dead letter's cause says. */
    String told() {
        return this.told;
    }

    String action() {
        return this.action;
    }

}
