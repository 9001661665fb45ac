package org.minigun.docs;

import java.beans.Introspector;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.PrintStream;
import java.io.StringReader;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import javax.xml.parsers.DocumentBuilderFactory;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.minigun.Pipeline;
import org.minigun.annotation.Producer;
import org.minigun.annotation.TaskReader;
import org.minigun.execution.Engine;
import org.minigun.spring.MinigunTask;
import org.minigun.spring.autoconfigure.MinigunProperties;
import org.mockito.Mockito;

import org.springframework.beans.factory.config.YamlPropertiesFactoryBean;
import org.springframework.boot.context.properties.bind.BindHandler;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.bind.handler.NoUnboundElementsBindHandler;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.core.io.ByteArrayResource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Holds every page to what is so.
 * <ul>
 * <li>Java is compiled; Java in a comment that begins with {@code <!-- test} goes with
 * it.</li>
 * <li>A type with stages is read and planned as a task.</li>
 * <li>Statements that a block of {@code text} follows are run, and print that text; those
 * in a comment are run.</li>
 * <li>YAML below {@code minigun} is bound; what it says of a task on the page is said of
 * stages that it has; XML is parsed; dependencies of ours exist.</li>
 * <li>Links to files lead to files, and those to headings to headings.</li>
 * </ul>
 */
class PageTests {

    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

    private static final Pattern LINK = Pattern.compile("\\[[^\\]]+\\]\\(([^)\\s]+)\\)");

    @TempDir
    Path work;

    static Stream<Path> pages() throws IOException {
        List<Path> pages = new ArrayList<>(List.of(ROOT.resolve("README.md")));
        try (Stream<Path> files = Files.list(ROOT.resolve("docs"))) {
            files.filter((file) -> file.toString().endsWith(".md")).sorted().forEach(pages::add);
        }
        return pages.stream();
    }

    @ParameterizedTest
    @MethodSource("pages")
    @ResourceLock(Resources.SYSTEM_OUT)
    void javaCompilesAndDoesWhatThePageSays(Path file) throws Exception {
        List<Block> blocks = Block.of(Files.readString(file));
        JavaPage page = new JavaPage(file.getFileName().toString(), this.work);
        assertThat(page.compile(blocks)).as(file.toString()).isEmpty();
        try (URLClassLoader loader = new URLClassLoader(new URL[] { this.work.toUri().toURL() },
                getClass().getClassLoader())) {
            Thread thread = Thread.currentThread();
            ClassLoader before = thread.getContextClassLoader();
            thread.setContextClassLoader(loader);
            try {
                checkStages(file, blocks, tasks(loader));
                // From the end, so that what is written does not move what comes later.
                List<Map.Entry<Block, String>> runs = new ArrayList<>(page.runs().entrySet());
                Collections.reverse(runs);
                for (Map.Entry<Block, String> run : runs) {
                    run(file, blocks, run.getKey(), loader.loadClass(run.getValue()));
                }
            }
            finally {
                thread.setContextClassLoader(before);
            }
        }
    }

    /** Reads and plans what has stages. */
    private Map<String, Pipeline> tasks(ClassLoader loader) throws Exception {
        List<Path> classes;
        try (Stream<Path> files = Files.walk(this.work)) {
            classes = files.filter((file) -> file.toString().endsWith(".class")).toList();
        }
        Map<String, Pipeline> tasks = new TreeMap<>();
        for (Path file : classes) {
            String name = this.work.relativize(file).toString().replace(".class", "").replace(File.separatorChar, '.');
            Class<?> type = loader.loadClass(name);
            boolean isTask = Stream.of(type.getDeclaredMethods())
                .anyMatch((method) -> method.isAnnotationPresent(Producer.class));
            if (isTask && !type.getSimpleName().matches("(Members|Statements)\\d+")) {
                MinigunTask annotation = type.getAnnotation(MinigunTask.class);
                String task = (annotation != null && !annotation.value().isEmpty()) ? annotation.value()
                        : Introspector.decapitalize(type.getSimpleName());
                try (Engine engine = Engine.create()) {
                    Pipeline pipeline = new TaskReader().read(task, instance(type));
                    engine.check(pipeline);
                    tasks.put(task, pipeline);
                }
            }
        }
        return tasks;
    }

    private static Object instance(Class<?> type) throws Exception {
        Constructor<?> constructor = type.getDeclaredConstructors()[0];
        constructor.setAccessible(true);
        return constructor.newInstance(Stream.of(constructor.getParameterTypes()).map(Mockito::mock).toArray());
    }

    /** What properties say of a task on the page is said of stages that it has. */
    private static void checkStages(Path file, List<Block> blocks, Map<String, Pipeline> tasks) throws IOException {
        for (Block block : blocks) {
            bound(block).getTasks().forEach((task, said) -> {
                Pipeline pipeline = tasks.get(task);
                if (pipeline != null) {
                    assertThat(pipeline.stagesByPath().keySet()).as("%s, line %s", file, block.line())
                        .containsAll(said.getStages().keySet());
                }
            });
        }
    }

    private static void run(Path file, List<Block> blocks, Block block, Class<?> type) throws Exception {
        int next = blocks.indexOf(block) + 1;
        boolean prints = next < blocks.size() && blocks.get(next).language().equals("text");
        if (!prints && !block.language().equals("hidden")) {
            return;
        }
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        PrintStream before = System.out;
        System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
        try {
            Method method = type.getDeclaredMethod("run");
            method.setAccessible(true);
            method.invoke(instance(type));
        }
        catch (InvocationTargetException ex) {
            throw new AssertionError(file + ", line " + block.line() + ": " + ex.getCause(), ex.getCause());
        }
        finally {
            System.setOut(before);
        }
        String text = printed.toString(StandardCharsets.UTF_8).replace(System.lineSeparator(), "\n");
        if (prints && Boolean.getBoolean("minigun.docs.update")) {
            write(file, blocks.get(next), text);
        }
        else if (prints) {
            assertThat(text).as("%s, line %s", file, block.line()).isEqualTo(blocks.get(next).text());
        }
    }

    /** Puts into the page what was printed; for -Dminigun.docs.update=true. */
    private static void write(Path file, Block block, String text) throws IOException {
        String page = Files.readString(file);
        int begin = 0;
        for (int i = 0; i < block.line(); i++) {
            begin = page.indexOf('\n', begin) + 1;
        }
        String rest = page.substring(begin);
        Files.writeString(file, page.substring(0, begin) + text + rest.substring(rest.indexOf("```")));
    }

    private static MinigunProperties bound(Block block) throws IOException {
        MinigunProperties target = new MinigunProperties();
        if (block.language().equals("yaml") || block.language().equals("properties")) {
            Properties properties = properties(block);
            properties.keySet().removeIf((key) -> !key.toString().startsWith("minigun."));
            new Binder(new MapConfigurationPropertySource(properties)).bind("minigun", Bindable.ofInstance(target),
                    new NoUnboundElementsBindHandler(BindHandler.DEFAULT));
        }
        return target;
    }

    private static Properties properties(Block block) throws IOException {
        byte[] bytes = block.text().getBytes(StandardCharsets.UTF_8);
        if (block.language().equals("properties")) {
            Properties properties = new Properties();
            properties.load(new StringReader(block.text()));
            return properties;
        }
        YamlPropertiesFactoryBean yaml = new YamlPropertiesFactoryBean();
        yaml.setResources(new ByteArrayResource(bytes));
        return Objects.requireNonNull(yaml.getObject());
    }

    @ParameterizedTest
    @MethodSource("pages")
    void dependenciesAreOurs(Path file) throws Exception {
        for (Block block : Block.of(Files.readString(file))) {
            if (!block.language().equals("xml")) {
                continue;
            }
            var document = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new ByteArrayInputStream(
                        ("<page>" + block.text() + "</page>").getBytes(StandardCharsets.UTF_8)));
            var artifacts = document.getElementsByTagName("artifactId");
            for (int i = 0; i < artifacts.getLength(); i++) {
                String artifact = artifacts.item(i).getTextContent();
                if (artifact.startsWith("minigun-")) {
                    assertThat(ROOT.resolve(artifact).resolve("pom.xml")).as(file.toString()).exists();
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("pages")
    void linksLeadSomewhere(Path file) throws IOException {
        Matcher links = LINK.matcher(Files.readString(file));
        while (links.find()) {
            String link = links.group(1);
            if (link.contains("://")) {
                continue;
            }
            String[] parts = link.split("#", 2);
            Path target = parts[0].isEmpty() ? file : file.getParent().resolve(parts[0]).normalize();
            assertThat(target).as("%s: %s", file, link).exists();
            if (parts.length > 1) {
                assertThat(headings(target)).as("%s: %s", file, link).contains(parts[1]);
            }
        }
    }

    private static List<String> headings(Path page) throws IOException {
        return Files.readString(page)
            .lines()
            .filter((line) -> line.startsWith("#"))
            .map((line) -> line.replaceFirst("^#+ ", "").toLowerCase(Locale.ROOT))
            .map((line) -> line.replaceAll("[^\\p{L}\\p{N} _-]", "").replace(' ', '-'))
            .toList();
    }

    @Test
    void contentsListEveryPage() throws IOException {
        String contents = Files.readString(ROOT.resolve("docs/README.md"))
                + Files.readString(ROOT.resolve("docs/monitoring.md"));
        assertThat(Files.readString(ROOT.resolve("README.md"))).contains("(docs/README.md)");
        pages().filter((page) -> page.getParent().endsWith("docs") && !page.endsWith("README.md"))
            .forEach((page) -> assertThat(contents).contains("(" + page.getFileName() + ")"));
    }

}
