package org.minigun.worker;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/**
 * What the worker says on its standard error, which the application logs.
 */
final class Notice {

    private Notice() {
    }

    static void uncaught(Thread thread, Throwable thrown) {
        PrintStream stderr = stderr();
        stderr.print("Exception in thread \"".concat(thread.getName()).concat("\" "));
        thrown.printStackTrace(stderr);
        stderr.flush();
    }

    static void say(String line) {
        PrintStream stderr = stderr();
        stderr.println(line);
        stderr.flush();
    }

    /** The process's own stream, whatever the stage's code has made of System.err. */
    private static PrintStream stderr() {
        return new PrintStream(new FileOutputStream(FileDescriptor.err), false, StandardCharsets.UTF_8);
    }

}
