package org.minigun.annotation;

import java.io.InputStream;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.minigun.Pipeline;
import org.minigun.graph.InvalidPipelineException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tasks that are proxies, and tasks of other class loaders.
 */
class ProxiedTaskTests {

    private final List<String> advised = new ArrayList<>();

    @Test
    void callsGoThroughAProxyThatExtendsTheClass() throws Exception {
        Task proxy = new Task() {

            @Override
            void save(String item) {
                ProxiedTaskTests.this.advised.add(item);
            }

        };
        Pipeline pipeline = new TaskReader((task) -> Task.class).read("task", proxy);
        ReadFunctions.consume(pipeline, "save", "a");
        assertThat(this.advised).containsExactly("a");
    }

    @Test
    void finalMethodOfAProxyIsRefused() {
        Final proxy = new Final() {
        };
        assertThatExceptionOfType(InvalidPipelineException.class)
            .isThrownBy(() -> new TaskReader((task) -> Final.class).read("task", proxy))
            .withMessageContaining("final method save(String)")
            .withMessageContaining("neither private nor final");
    }

    @Test
    void callsGoThroughAProxyMadeOfInterfaces() throws Exception {
        Pipeline pipeline = new TaskReader((task) -> Served.class).read("task", proxy(Serving.class));
        assertThat(ReadFunctions.produced(pipeline, "items")).containsExactly("advised");
        ReadFunctions.consume(pipeline, "save", "a");
        assertThat(this.advised).containsExactly("items", "save");
    }

    @Test
    void methodThatNoInterfaceOfAProxyHasIsRefused() {
        assertThatExceptionOfType(InvalidPipelineException.class)
            .isThrownBy(() -> new TaskReader((task) -> Served.class).read("task", proxy(Runnable.class)))
            .withMessageContaining("method items()")
            .withMessageContaining("proxy-target-class");
    }

    @Test
    void taskOfAnotherClassLoaderIsCalledTheSameWay() throws Exception {
        Object task = new Reloading().loadClass(Reloaded.class.getName()).getDeclaredConstructor().newInstance();
        assertThat(task).isNotInstanceOf(Reloaded.class);
        Pipeline pipeline = ReadFunctions.read(task);
        assertThat(ReadFunctions.produced(pipeline, "items")).containsExactly(1);
        assertThat(ReadFunctions.processed(pipeline, "twice", 4)).isEqualTo(8);
        assertThatExceptionOfType(java.io.IOException.class)
            .isThrownBy(() -> ReadFunctions.consume(pipeline, "save", 1));
    }

    private Object proxy(Class<?> type) {
        return Proxy.newProxyInstance(getClass().getClassLoader(), new Class<?>[] { type }, (self, method, args) -> {
            this.advised.add(method.getName());
            return method.getName().equals("items") ? List.of("advised") : null;
        });
    }

    static class Task {

        @Producer
        List<String> items() {
            return List.of();
        }

        @Consumer
        void save(String item) {
        }

    }

    static class Final {

        @Producer
        List<String> items() {
            return List.of();
        }

        @Consumer
        final void save(String item) {
        }

    }

    interface Serving {

        List<String> items();

        void save(String item);

    }

    static class Served implements Serving {

        @Override
        @Producer
        public List<String> items() {
            return List.of();
        }

        @Override
        @Consumer
        public void save(String item) {
        }

    }

    public static class Reloaded {

        public Reloaded() {
        }

        @Producer
        List<Integer> items() {
            return List.of(1);
        }

        @Processor
        int twice(int item) {
            return 2 * item;
        }

        @Consumer
        void save(int item) throws java.io.IOException {
            throw new java.io.IOException("full");
        }

    }

    private static final class Reloading extends ClassLoader {

        Reloading() {
            super(ProxiedTaskTests.class.getClassLoader());
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            if (!name.equals(Reloaded.class.getName())) {
                return super.loadClass(name, resolve);
            }
            try (InputStream file = getResourceAsStream(name.replace('.', '/') + ".class")) {
                byte[] code = file.readAllBytes();
                return defineClass(name, code, 0, code.length);
            }
            catch (java.io.IOException ex) {
                throw new ClassNotFoundException(name, ex);
            }
        }

    }

}
