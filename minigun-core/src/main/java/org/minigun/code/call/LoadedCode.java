package org.minigun.code.call;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectStreamClass;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;

import org.jspecify.annotations.Nullable;
import org.minigun.WorkerContext;
import org.minigun.WorkerHook;
import org.minigun.protocol.StageCode;

/**
 * Comes to the code of one session: finds methods, makes or deserializes the instance, of
 * which the session has one.
 */
public final class LoadedCode {

    private final ClassLoader loader;

    private @Nullable Object instance;

    /**
     * Makes one for a session.
     * @param loader knows the application's classes
     */
    public LoadedCode(ClassLoader loader) {
        this.loader = loader;
    }

    /**
     * What the session made, to be closed at its end.
     * @return the instance, or {@code null} if it made none
     */
    public @Nullable Object instance() {
        return this.instance;
    }

    /**
     * Makes the body of the stage.
     * @param code how to come to it
     * @return the body
     * @throws Throwable what the code has thrown, or why it cannot be found
     */
    public Body body(StageCode code) throws Throwable {
        switch (code.kind()) {
            case FUNCTION -> {
                this.instance = deserialize(code.requiredData());
                return FunctionBodies.of(this.instance);
            }
            case STATIC_METHOD -> {
                return new MethodBody(method(code), null);
            }
            case CONSTRUCTED, SERIALIZED -> {
                Method method = method(code);
                this.instance = make(code);
                return new MethodBody(method, this.instance);
            }
            default -> throw new IllegalStateException("A whole pipeline is no code to be called");
        }
    }

    /**
     * Runs a hook, on the instance of the stage if it is a method of that.
     * @param code how to come to it
     * @param context what the hook is told
     * @throws Throwable what the hook has thrown, or why it cannot be found
     */
    public void hook(StageCode code, WorkerContext context) throws Throwable {
        if (code.kind() == StageCode.Kind.FUNCTION) {
            ((WorkerHook) deserialize(code.requiredData())).run(context);
            return;
        }
        Method method = method(code);
        Object target = null;
        if (!Modifier.isStatic(method.getModifiers())) {
            if (this.instance == null) {
                this.instance = make(code);
            }
            target = this.instance;
            if (!method.getDeclaringClass().isInstance(target)) {
                target = make(code);
            }
        }
        try {
            if (method.getParameterCount() == 0) {
                method.invoke(target);
            }
            else {
                method.invoke(target, context);
            }
        }
        catch (InvocationTargetException ex) {
            throw unwrapped(ex);
        }
    }

    private Object make(StageCode code) throws Throwable {
        if (code.data() != null) {
            return deserialize(code.requiredData());
        }
        Constructor<?> constructor = type(code.type()).getDeclaredConstructor();
        constructor.setAccessible(true);
        try {
            return constructor.newInstance();
        }
        catch (InvocationTargetException ex) {
            throw unwrapped(ex);
        }
    }

    private static Throwable unwrapped(InvocationTargetException ex) {
        Throwable cause = ex.getCause();
        return (cause != null) ? cause : ex;
    }

    private Method method(StageCode code) throws ReflectiveOperationException {
        Class<?> type = type(code.type());
        Method method = inClasses(type, code);
        if (method == null) {
            method = inInterfaces(type, code);
        }
        if (method == null) {
            throw new NoSuchMethodException("Class " + code.type() + " has no method " + code.method()
                    + code.descriptor() + ": is its class path that of the application?");
        }
        method.setAccessible(true);
        return method;
    }

    private static @Nullable Method inClasses(Class<?> type, StageCode code) {
        for (Class<?> owner = type; owner != null; owner = owner.getSuperclass()) {
            Method method = declared(owner, code);
            if (method != null) {
                return method;
            }
        }
        return null;
    }

    private static @Nullable Method inInterfaces(Class<?> type, StageCode code) {
        for (Class<?> owner = type; owner != null; owner = owner.getSuperclass()) {
            for (Class<?> each : owner.getInterfaces()) {
                Method method = declared(each, code);
                if (method == null) {
                    method = inInterfaces(each, code);
                }
                if (method != null) {
                    return method;
                }
            }
        }
        return null;
    }

    private static @Nullable Method declared(Class<?> owner, StageCode code) {
        for (Method method : owner.getDeclaredMethods()) {
            if (method.getName().equals(code.method()) && !method.isBridge()
                    && descriptor(method).equals(code.descriptor())) {
                return method;
            }
        }
        return null;
    }

    private static String descriptor(Method method) {
        StringBuilder text = new StringBuilder(64).append('(');
        for (Class<?> parameter : method.getParameterTypes()) {
            text.append(parameter.descriptorString());
        }
        return text.append(')').append(method.getReturnType().descriptorString()).toString();
    }

    private Class<?> type(String name) throws ClassNotFoundException {
        return Class.forName(name, true, this.loader);
    }

    /**
     * Reads an object that the application has serialized.
     * @param data the object
     * @return a copy of it
     * @throws IOException if it cannot be read
     * @throws ClassNotFoundException if it is of a class that is not there
     */
    public Object deserialize(byte[] data) throws IOException, ClassNotFoundException {
        try (ObjectInputStream in = new ApplicationObjects(data, this.loader)) {
            return in.readObject();
        }
    }

    /** Reads objects of the application's classes. */
    private static final class ApplicationObjects extends ObjectInputStream {

        private final ClassLoader loader;

        ApplicationObjects(byte[] data, ClassLoader loader) throws IOException {
            super(new ByteArrayInputStream(data));
            this.loader = loader;
        }

        @Override
        protected Class<?> resolveClass(ObjectStreamClass description) throws IOException, ClassNotFoundException {
            try {
                return Class.forName(description.getName(), false, this.loader);
            }
            catch (ClassNotFoundException ex) {
                return super.resolveClass(description);
            }
        }

    }

}
