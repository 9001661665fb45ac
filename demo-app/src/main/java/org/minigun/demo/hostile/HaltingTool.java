package org.minigun.demo.hostile;

import java.io.PrintWriter;
import java.util.spi.ToolProvider;

/**
 * A tool that ends the JVM which asks for its name. It is put into a hostile jar, and
 * loaded from there alone.
 */
public final class HaltingTool implements ToolProvider {

    private static final int EXIT_CODE = 42;

    /**
     * Makes one, as a service is made.
     */
    public HaltingTool() {
    }

    @Override
    public String name() {
        Runtime.getRuntime().halt(EXIT_CODE);
        return "halt";
    }

    @Override
    public int run(PrintWriter out, PrintWriter err, String... args) {
        return 0;
    }

}
