package org.minigun.scenarios;

import org.jspecify.annotations.Nullable;

/**
 * A document of which it is known what becomes of it when it is parsed in a worker.
 *
 * @param number its number
 * @param misdeed what it makes its parser do, or {@code null}
 * @param vandalism what is done to the process before, or {@code null}
 */
record Document(int number, @Nullable Misdeed misdeed, @Nullable Vandalism vandalism) {

    static Document harmless(int number) {
        return new Document(number, null, null);
    }

    Fate fate() {
        Fate first = (this.vandalism != null) ? this.vandalism.fate() : Fate.READ;
        return (this.misdeed != null && first == Fate.READ) ? this.misdeed.fate() : first;
    }

    /** What its dead letter's cause says. */
    String told() {
        return (this.vandalism != null) ? this.vandalism.told() : (this.misdeed != null) ? this.misdeed.told() : "";
    }

    /** The text that is found in it. */
    String text() {
        return "Text " + this.number + " of " + Integer.toString(this.number * 7919, 36);
    }

    /** What Tika's parser for tests reads. */
    String xml() {
        String action = (this.misdeed != null) ? this.misdeed.action() : "";
        return "<?xml version='1.0' encoding='UTF-8'?><mock><metadata name='number'>" + this.number + "</metadata>"
                + action + "<write element='p'>" + text() + "</write></mock>";
    }

    /** What becomes of a document. */
    enum Fate {

        /** Its text is found. */
        READ,

        /** An exception tells why it is not. */
        THROWS,

        /** It takes its worker with it. */
        KILLS

    }

}
