package org.minigun.demo.hostile;

import java.io.PrintWriter;
import java.util.spi.ToolProvider;

/**
 * A tool that does as it should: among the hostile jars some are good.
 */
public final class GreetingTool implements ToolProvider {

    /**
     * Makes one, as a service is made.
     */
    public GreetingTool() {
    }

    @Override
    public String name() {
        return "greet";
    }

    @Override
    public int run(PrintWriter out, PrintWriter err, String... args) {
        out.println("Hello " + String.join(" ", args));
        return 0;
    }

}
