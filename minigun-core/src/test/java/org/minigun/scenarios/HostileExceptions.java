package org.minigun.scenarios;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/**
 * Exceptions that do not want to be told.
 */
final class HostileExceptions {

    private HostileExceptions() {
    }

    /** One whose class is made in the worker and is nowhere else. */
    static Exception ofUnknownClass(String message) throws ReflectiveOperationException {
        return (Exception) new Renaming().loadClass("renamed").getConstructor(String.class).newInstance(message);
    }

    /** Gives {@link Known} another name. */
    private static final class Renaming extends ClassLoader {

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            if (!name.equals("renamed")) {
                return super.loadClass(name, resolve);
            }
            try (InputStream in = HostileExceptions.class.getResourceAsStream("HostileExceptions$Known.class")) {
                byte[] bytes = new String(in.readAllBytes(), StandardCharsets.ISO_8859_1)
                    .replace("HostileExceptions$Known", "HostileExceptions$Other")
                    .getBytes(StandardCharsets.ISO_8859_1);
                return defineClass(null, bytes, 0, bytes.length);
            }
            catch (IOException ex) {
                throw new ClassNotFoundException(name, ex);
            }
        }

    }

    public static final class Known extends Exception {

        private static final long serialVersionUID = 1L;

        public Known(String message) {
            super(message);
        }

    }

    static final class Mute extends RuntimeException {

        private static final long serialVersionUID = 1L;

        @Override
        public String getMessage() {
            throw new IllegalStateException("no message");
        }

        @Override
        public String toString() {
            throw new IllegalStateException("no text");
        }

        @Override
        public synchronized Throwable getCause() {
            throw new IllegalStateException("no cause");
        }

        @Override
        public StackTraceElement[] getStackTrace() {
            throw new IllegalStateException("no stack");
        }

    }

    static final class MuteMemory extends OutOfMemoryError {

        private static final long serialVersionUID = 1L;

        @Override
        public String getMessage() {
            throw new IllegalStateException("no message");
        }

        @Override
        public String toString() {
            throw new IllegalStateException("no text");
        }

    }

    static final class Talker extends RuntimeException {

        private static final long serialVersionUID = 1L;

        @Override
        public String getMessage() {
            Vandals.forEver();
            return "";
        }

    }

    static final class Round extends RuntimeException {

        private static final long serialVersionUID = 1L;

        @Override
        public synchronized Throwable getCause() {
            return new Round();
        }

    }

    static final class Exiter extends RuntimeException {

        private static final long serialVersionUID = 1L;

        @Override
        public String getMessage() {
            System.exit(12);
            return "";
        }

    }

}
