package org.minigun.process;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import org.minigun.protocol.CodecException;
import org.minigun.protocol.FrameReader;
import org.minigun.protocol.FrameType;
import org.minigun.protocol.FrameWriter;
import org.minigun.protocol.StatusPage;

/**
 * The program of a worker process that does what it is told by a word in an {@code ITEMS}
 * frame, and answers with a {@code RESULTS} frame. It knows nothing of stages.
 */
final class FakeWorker {

    private static final List<byte[]> leak = new ArrayList<>();

    private final SocketChannel channel;

    private final FrameReader reader;

    private final FrameWriter writer;

    private final StatusPage status;

    private volatile boolean silent;

    private long items;

    private FakeWorker(Path socket, Path page) throws IOException {
        this.channel = SocketChannel.open(StandardProtocolFamily.UNIX);
        this.channel.connect(UnixDomainSocketAddress.of(socket));
        this.reader = new FrameReader(this.channel, 1 << 20);
        this.writer = new FrameWriter(this.channel, 1 << 20);
        this.status = StatusPage.open(page);
    }

    public static void main(String[] arguments) throws Exception {
        new FakeWorker(Path.of(arguments[0]), Path.of(arguments[1])).run();
    }

    private void run() throws Exception {
        Thread heart = new Thread(this::beat);
        heart.setDaemon(true);
        heart.start();
        while (this.reader.next()) {
            switch (this.reader.type()) {
                case SHUTDOWN -> System.exit(0);
                case ITEMS -> {
                    String word = this.reader.payload().readString();
                    Thread worker = new Thread(() -> obey(word), "stage");
                    worker.start();
                }
                case DUMP -> answer(FrameType.DUMPED, "\"stage\" is at FakeWorker.hang");
                default -> throw new IllegalStateException("" + this.reader.type());
            }
        }
        Runtime.getRuntime().halt(0);
    }

    private void beat() {
        while (true) {
            if (!this.silent) {
                this.status.beat();
            }
            rest(50);
        }
    }

    private void obey(String words) {
        String[] word = words.split(" ");
        try {
            if (!word[0].equals("idle")) {
                this.status.begin(++this.items);
            }
            String said = switch (word[0]) {
                case "halt" -> halt(Integer.parseInt(word[1]));
                case "signal" -> signal(word[1]);
                case "hang" -> rest(600_000);
                case "rest" -> rest(Long.parseLong(word[1]));
                case "silent" -> {
                    this.silent = true;
                    yield rest(600_000);
                }
                case "leak" -> leak(Integer.parseInt(word[1]));
                case "memory" -> memory();
                case "errors" -> errors();
                case "spawn" -> "" + new ProcessBuilder("sleep", "600").start().pid();
                case "orphan" -> orphan();
                case "disconnect" -> disconnect();
                default -> word[0];
            };
            this.status.settle();
            answer(FrameType.RESULTS, said);
        }
        catch (Exception ex) {
            throw new IllegalStateException(ex);
        }
    }

    private String halt(int code) {
        Runtime.getRuntime().halt(code);
        return "";
    }

    private String signal(String name) throws Exception {
        new ProcessBuilder("kill", "-" + name, "" + ProcessHandle.current().pid()).start().waitFor();
        return rest(600_000);
    }

    private String rest(long millis) {
        try {
            Thread.sleep(millis);
        }
        catch (InterruptedException ex) {
            throw new IllegalStateException(ex);
        }
        return "rested";
    }

    private String leak(int megabytes) {
        byte[] bytes = new byte[megabytes << 20];
        Arrays.fill(bytes, (byte) 1);
        leak.add(bytes);
        return "" + leak.size();
    }

    private String memory() throws Exception {
        this.status.reason(StatusPage.OUT_OF_METASPACE);
        return halt(3);
    }

    private String errors() {
        System.err.println("first line");
        System.err.println("it went wrong here");
        return halt(4);
    }

    /** A process whose parent has gone, and which another one has adopted. */
    private String orphan() throws Exception {
        Process shell = new ProcessBuilder("sh", "-c", "sleep 600 >/dev/null 2>&1 & echo $!").start();
        String pid = new String(shell.getInputStream().readAllBytes()).strip();
        shell.waitFor();
        return pid;
    }

    private String disconnect() throws Exception {
        this.channel.shutdownOutput();
        return rest(600_000);
    }

    private synchronized void answer(FrameType type, String text) throws IOException, CodecException {
        this.writer.begin(type).writeString(text);
        this.writer.end();
        this.writer.flush();
    }

}
