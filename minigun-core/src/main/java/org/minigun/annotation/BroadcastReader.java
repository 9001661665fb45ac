package org.minigun.annotation;

import java.io.IOException;
import java.io.OutputStream;
import java.lang.reflect.Method;
import java.nio.file.Path;
import java.util.concurrent.Callable;

import org.minigun.BroadcastSource;

/**
 * Makes a source of broadcast data of an annotated method.
 */
final class BroadcastReader {

    private final Functions functions;

    private final Refusals refusals;

    BroadcastReader(Functions functions, Refusals refusals) {
        this.functions = functions;
        this.refusals = refusals;
    }

    static String name(Method method, Broadcast annotation) {
        return annotation.value().isEmpty() ? method.getName() : annotation.value();
    }

    BroadcastSource read(Method method) {
        Class<?> result = method.getReturnType();
        if (method.getParameterCount() > 0
                || result != byte[].class && result != Path.class && result != BroadcastSource.class) {
            throw this.refusals.refusal(
                    "Broadcast data (%s) takes parameters or returns %s.".formatted(Refusals.words(method),
                            result.getTypeName()),
                    "Declare it without parameters, returning byte[], Path or BroadcastSource.");
        }
        Callable<?> data = this.functions.ofTask(Callable.class, method);
        return (out) -> write(method, data, out);
    }

    private static void write(Method method, Callable<?> data, OutputStream out) throws IOException {
        Object made;
        try {
            made = data.call();
        }
        catch (IOException | RuntimeException ex) {
            throw ex;
        }
        catch (Exception ex) {
            throw new IOException("Broadcast data of " + Refusals.words(method) + " cannot be had", ex);
        }
        if (made instanceof byte[] bytes) {
            out.write(bytes);
        }
        else if (made instanceof Path file) {
            BroadcastSource.of(file).writeTo(out);
        }
        else if (made instanceof BroadcastSource source) {
            source.writeTo(out);
        }
        else {
            throw new IOException("Broadcast data of " + Refusals.words(method) + " is null");
        }
    }

}
