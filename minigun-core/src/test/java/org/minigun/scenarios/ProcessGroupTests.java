package org.minigun.scenarios;

import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.minigun.Concurrency;
import org.minigun.Pipeline;
import org.minigun.RunResult;
import org.minigun.execution.Engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

/**
 * Ctrl-C, which reaches the application and all of its workers at once.
 */
@Timeout(60)
class ProcessGroupTests {

    record Done(int value, long pid) {
    }

    @Test
    @Tag("long")
    void s326_workersIgnoreTheInterruptOfTheirGroupAndEndWithTheApplication() throws Exception {
        assumeThat(Path.of("/proc/self/status")).exists();
        Process ready = new ProcessBuilder("sh", "-c", "setsid env --default-signal=INT true").start();
        assumeThat(ready.waitFor()).as("there is setsid, and an env that sets signals").isZero();
        String[] words = ChildJvm.runInGroup(ApplicationMain.class).strip().split(" ");
        assertThat(words[0]).isEqualTo("COMPLETED");
        assertThat(words[1]).isEqualTo("50");
        assertThat(words[2]).as("Violations of the ledger").isEqualTo("0");
        assertThat(words[3]).as("Interrupts of the application").isEqualTo("1");
        List<Long> workers = List.of(words).subList(4, words.length).stream().map(Long::parseLong).toList();
        assertThat(workers).hasSizeBetween(1, 2);
        await().atMost(Duration.ofSeconds(2)).until(() -> workers.stream().noneMatch(ProcessGroupTests::isRunning));
    }

    /** Whether a process runs: who adopts it may take long to bury it. */
    static boolean isRunning(long pid) {
        try {
            String stat = Files.readString(Path.of("/proc", "" + pid, "stat"));
            return stat.charAt(stat.lastIndexOf(')') + 2) != 'Z';
        }
        catch (IOException ex) {
            return false;
        }
    }

    /** Takes note of interrupts and goes on; the JVM ends without closing its engine. */
    static final class ApplicationMain {

        private ApplicationMain() {
        }

        public static void main(String[] arguments) throws Exception {
            AtomicInteger interrupts = new AtomicInteger();
            handleInterrupts(interrupts::incrementAndGet);
            List<Done> collected = Scenario.collected();
            RunResult result = Engine.create()
                .run(Pipeline.named("s326")
                    .producer("numbers", Scenario.numbers(1, 50))
                    .processor("work", (Integer n) -> {
                        if (n == 20) {
                            interruptGroup();
                        }
                        return new Done(n, Workers.pid());
                    }, (o) -> o.concurrency(Concurrency.PROCESS, 2))
                    .consumer("collect", collected::add)
                    .build());
            await().until(() -> interrupts.get() > 0);
            StringBuilder told = new StringBuilder();
            told.append(result.state()).append(' ');
            told.append(collected.stream().map(Done::value).distinct().count()).append(' ');
            told.append(result.ledger().violations().size()).append(' ').append(interrupts);
            collected.stream().map(Done::pid).distinct().forEach((pid) -> told.append(' ').append(pid));
            System.out.println(told);
            System.out.flush();
            Runtime.getRuntime().halt(0);
        }

        /** The compiler would warn of the class that can do this. */
        private static void handleInterrupts(Runnable action) throws ReflectiveOperationException {
            Class<?> signal = Class.forName("sun.misc.Signal");
            Class<?> handler = Class.forName("sun.misc.SignalHandler");
            Object proxy = Proxy.newProxyInstance(handler.getClassLoader(), new Class<?>[] { handler },
                    (self, method, handed) -> {
                        action.run();
                        return null;
                    });
            signal.getMethod("handle", signal, handler)
                .invoke(null, signal.getConstructor(String.class).newInstance("INT"), proxy);
        }

        /**
         * Sends the signal once all workers are as they are a moment after their start.
         */
        private static void interruptGroup() throws Exception {
            ProcessHandle application = ProcessHandle.current().parent().orElseThrow();
            while (!application.children().allMatch(ApplicationMain::isDeaf)) {
                Thread.sleep(20);
            }
            new ProcessBuilder("kill", "-INT", "--", "-" + application.pid()).start().waitFor();
            Thread.sleep(100);
        }

        private static boolean isDeaf(ProcessHandle process) {
            try {
                for (String line : Files.readAllLines(Path.of("/proc", "" + process.pid(), "status"))) {
                    if (line.startsWith("SigIgn:")) {
                        return (Long.parseUnsignedLong(line.substring(7).trim(), 16) & 1 << 1) != 0;
                    }
                }
            }
            catch (IOException ex) {
                // It has just ended.
            }
            return true;
        }

    }

}
