package org.minigun.protocol;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Reflection as it is in a worker, for as many items that what comes after the first ones
 * is met too.
 */
@Timeout(60)
class NativeAccessorTests {

    @Test
    void copiesTheFirstItemsAndManyMore() throws Exception {
        Process process = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx128m", "-Djdk.reflect.useNativeAccessorOnly=true", "-cp", System.getProperty("java.class.path"),
                Program.class.getName())
            .redirectErrorStream(true)
            .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(output.trim()).isEqualTo("copied");
        assertThat(process.exitValue()).isZero();
    }

    /** The main class of the other JVM. */
    static final class Program {

        private Program() {
        }

        public static void main(String[] arguments) throws CodecException {
            DefaultItemCodec codec = CodecScenario.trusting();
            ItemWriter out = new ItemWriter();
            for (int index = 0; index < 5000; index++) {
                Item item = new Item(index, (byte) 1, (short) 2, 'c', 4, true, 6, 7, "t", List.of("a"), Instant.EPOCH);
                Plain plain = new Plain("p" + index);
                Constructed constructed = new Constructed();
                constructed.number = index;
                out.reset();
                codec.write(new Object[] { item, plain, constructed }, out);
                Object[] copy = (Object[]) codec.read(out.toReader());
                if (copy == null || !item.equals(copy[0]) || !plain.name.equals(((Plain) copy[1]).name)
                        || ((Constructed) copy[2]).number != index) {
                    throw new IllegalStateException("item " + index + " was not copied");
                }
            }
            System.out.println("copied");
        }

    }

    record Item(long a, byte b, short c, char d, int e, boolean f, float g, double h, String i, List<String> j,
            Instant k) {
    }

    static final class Plain {

        final String name;

        Plain(String name) {
            this.name = name;
        }

    }

    static final class Constructed {

        int number;

    }

}
