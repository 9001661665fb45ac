package org.minigun.docs;

import java.io.IOException;
import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

import com.sun.source.util.JavacTask;

/**
 * The Java of a page, compiled as one package: a block is a number of types, or members
 * of a type, or statements. Statements may use the members of blocks before them, members
 * those that are hidden, and all may use the types of any block. Imports that a reader's
 * editor adds are added.
 */
final class JavaPage {

    private static final List<String> IMPORTS = List.of("java.io.*", "java.nio.file.*", "java.time.*", "java.util.*",
            "java.util.concurrent.*", "java.util.stream.*", "org.minigun.*", "org.minigun.annotation.*",
            "org.minigun.execution.Engine", "org.minigun.graph.Routing", "org.minigun.spring.*", "org.minigun.test.*",
            "org.minigun.plan.*", "org.minigun.test.spring.*", "org.junit.jupiter.api.Test",
            "org.apache.commons.cli.OptionBuilder", "org.springframework.beans.factory.annotation.Autowired",
            "org.springframework.boot.SpringApplication",
            "org.springframework.boot.autoconfigure.SpringBootApplication",
            "org.springframework.boot.context.properties.bind.DefaultValue", "jakarta.validation.constraints.Max",
            "org.springframework.context.annotation.Bean", "org.springframework.context.annotation.Configuration",
            "org.springframework.boot.security.autoconfigure.actuate.web.servlet.EndpointRequest",
            "org.springframework.http.HttpMethod", "org.springframework.security.config.Customizer",
            "org.springframework.security.config.annotation.web.builders.HttpSecurity",
            "org.springframework.security.config.annotation.web.configurers.CsrfConfigurer",
            "org.springframework.security.web.SecurityFilterChain", "org.springframework.jdbc.core.JdbcTemplate",
            "org.springframework.jdbc.core.simple.JdbcClient", "org.springframework.stereotype.Component",
            "org.springframework.stereotype.Service",
            "org.springframework.test.context.bean.override.mockito.MockitoBean",
            "org.springframework.transaction.annotation.Transactional",
            "static org.assertj.core.api.Assertions.assertThat", "static org.minigun.test.MinigunAssertions.assertThat",
            "static org.mockito.BDDMockito.given", "static org.mockito.BDDMockito.then");

    /** The imports of java.util.concurrent that would be ambiguous, said one by one. */
    private static final List<String> CLEARER = List.of("org.minigun.annotation.Consumer",
            "org.minigun.annotation.Processor");

    private final String name;

    private final Path classes;

    private final JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();

    /** The names of classes whose method {@code run} has the statements of a block. */
    private final Map<Block, String> runs = new LinkedHashMap<>();

    JavaPage(String name, Path classes) {
        this.name = name;
        this.classes = classes;
    }

    Map<Block, String> runs() {
        return this.runs;
    }

    /** Compiles the blocks and returns what is wrong with them. */
    List<String> compile(List<Block> blocks) throws IOException {
        List<JavaFileObject> sources = new ArrayList<>();
        String members = "";
        String hidden = "";
        int number = 0;
        for (Block block : blocks) {
            if (!block.isJava()) {
                continue;
            }
            number++;
            if (parses(header() + block.text())) {
                sources.add(source(block, header() + block.text()));
            }
            else if (parses(header() + "class Some {\n" + block.text() + "}")) {
                sources.add(source(block, header() + "class Members" + number + " {\n" + hidden + block.text() + "}"));
                members = members + block.text();
                hidden = hidden + (block.language().equals("hidden") ? block.text() : "");
            }
            else {
                String type = "Statements" + number;
                this.runs.put(block, packageName() + "." + type);
                sources.add(source(block, header() + "class " + type + " {\n" + members
                        + "\nvoid run() throws Exception {\n" + block.text() + "}\n}"));
            }
        }
        if (sources.isEmpty()) {
            return List.of();
        }
        DiagnosticCollector<JavaFileObject> found = new DiagnosticCollector<>();
        Files.createDirectories(this.classes);
        StringWriter output = new StringWriter();
        this.compiler.getTask(output, null, found, List.of("-parameters", "-proc:none", "-d", this.classes.toString(),
                "-cp", System.getProperty("java.class.path")), null, sources)
            .call();
        return found.getDiagnostics()
            .stream()
            .filter((diagnostic) -> diagnostic.getKind() == Diagnostic.Kind.ERROR)
            .map((diagnostic) -> diagnostic.getSource().getName() + ": " + diagnostic.getMessage(null))
            .toList();
    }

    /** Whether a source is well-formed, whatever its names mean. */
    private boolean parses(String source) throws IOException {
        DiagnosticCollector<JavaFileObject> found = new DiagnosticCollector<>();
        JavacTask task = (JavacTask) this.compiler.getTask(null, null, found, null, null,
                List.of(source(new Block("java", 0, source), source)));
        task.parse();
        return found.getDiagnostics().stream().noneMatch((each) -> each.getKind() == Diagnostic.Kind.ERROR);
    }

    private String packageName() {
        return "page." + this.name.replaceAll("\\W", "_");
    }

    private String header() {
        return "package " + packageName() + ";\n" + imports(IMPORTS) + imports(CLEARER);
    }

    private static String imports(List<String> names) {
        return names.stream().map((name) -> "import " + name + ";\n").collect(Collectors.joining());
    }

    private JavaFileObject source(Block block, String text) {
        URI uri = URI.create("memory:///" + this.name + "/line-" + block.line() + "/Source.java");
        return new SimpleJavaFileObject(uri, JavaFileObject.Kind.SOURCE) {

            @Override
            public CharSequence getCharContent(boolean ignoreEncodingErrors) {
                return text;
            }

            @Override
            public boolean isNameCompatible(String simpleName, Kind kind) {
                return true;
            }

        };
    }

}
