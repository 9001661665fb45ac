package org.minigun.demo.security;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.minigun.Run;
import org.minigun.demo.DemoApplication;
import org.minigun.spring.Minigun;
import org.minigun.spring.history.RunHistory;
import org.minigun.spring.history.RunQuery;

import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The demo as it starts by itself: open to this machine, and to no other site.
 */
@ExtendWith(OutputCaptureExtension.class)
class OpenEndpointsTests {

    private static final String JSON = "Content-Type: application/json";

    @TempDir
    private static Path temporary;

    private static ConfigurableApplicationContext application;

    @BeforeAll
    static void start() throws IOException {
        application = new SpringApplicationBuilder(DemoApplication.class).run("--server.port=0",
                "--census.directory=" + Files.createDirectory(temporary.resolve("jars")),
                "--census.data-directory=" + temporary.resolve("data"),
                "--minigun.tasks.census.stages.inspect.concurrency=THREAD");
    }

    @AfterAll
    static void end() {
        application.close();
    }

    private static String status(String method, String path, String host, String... headers) throws IOException {
        return answer(method, path, host, headers).split(" ")[1];
    }

    private static String answer(String method, String path, String host, String... headers) throws IOException {
        int port = Integer.parseInt(application.getEnvironment().getRequiredProperty("local.server.port"));
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            String request = method + " " + path + " HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n"
                    + String.join("\r\n", headers) + "\r\nContent-Length: 0\r\n\r\n";
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static long runs() {
        return application.getBean(RunHistory.class).count(new RunQuery(null, null, 0, 1));
    }

    @Test
    void whoIsAtThisMachineLooksAndStartsWithoutSigningIn(CapturedOutput output) throws Exception {
        assertThat(status("GET", "/actuator/minigunhud", "localhost:8080", "Accept: text/html")).isEqualTo("200");
        long before = runs();
        assertThat(status("POST", "/actuator/minigun/census", "127.0.0.1", JSON)).isEqualTo("200");
        assertThat(runs()).isEqualTo(before + 1);
        for (Run run : application.getBean(Minigun.class).runs()) {
            run.await();
        }
        assertThat(output).doesNotContain("password");
    }

    @Test
    void anotherSiteStartsNothing() throws Exception {
        long before = runs();
        // A form of another site, whatever it says of itself.
        assertThat(status("POST", "/actuator/minigun/census", "localhost", "Content-Type: text/plain"))
            .isEqualTo("415");
        assertThat(status("POST", "/actuator/minigun/census", "localhost",
                "Content-Type: application/x-www-form-urlencoded"))
            .isEqualTo("415");
        // The question of a browser whether a script of another site may send JSON.
        assertThat(answer("OPTIONS", "/actuator/minigun/census", "localhost", "Origin: http://other.example",
                "Access-Control-Request-Method: POST", "Access-Control-Request-Headers: content-type"))
            .doesNotContainIgnoringCase("Access-Control-Allow");
        // A site whose name leads here.
        assertThat(status("POST", "/actuator/minigun/census", "other.example", JSON)).isEqualTo("400");
        assertThat(status("GET", "/actuator/minigun", "other.example")).isEqualTo("400");
        assertThat(runs()).isEqualTo(before);
    }

}
