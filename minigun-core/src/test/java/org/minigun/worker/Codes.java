package org.minigun.worker;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectOutputStream;
import java.io.UncheckedIOException;
import java.lang.invoke.MethodType;
import java.lang.reflect.Method;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.minigun.protocol.StageCode;

/**
 * Makes descriptions of code for tests.
 */
final class Codes {

    private Codes() {
    }

    static StageCode ofStatic(Class<?> type, String method) {
        return of(StageCode.Kind.STATIC_METHOD, type, method, null);
    }

    static StageCode constructed(Class<?> type, String method) {
        return of(StageCode.Kind.CONSTRUCTED, type, method, null);
    }

    static StageCode serialized(Object instance, String method) {
        return of(StageCode.Kind.SERIALIZED, instance.getClass(), method, bytes(instance));
    }

    static StageCode function(Object function) {
        return new StageCode(StageCode.Kind.FUNCTION, "", "", "", bytes(function));
    }

    private static StageCode of(StageCode.Kind kind, Class<?> type, String name, byte @Nullable [] data) {
        Method method = Stream.of(type.getDeclaredMethods())
            .filter((each) -> each.getName().equals(name))
            .findFirst()
            .orElseThrow();
        return new StageCode(kind, type.getName(), name,
                MethodType.methodType(method.getReturnType(), method.getParameterTypes()).toMethodDescriptorString(),
                data);
    }

    private static byte[] bytes(Object object) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(object);
        }
        catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
        return bytes.toByteArray();
    }

}
