package org.minigun.demo.hostile;

import java.io.PrintWriter;
import java.util.concurrent.CountDownLatch;
import java.util.spi.ToolProvider;

/**
 * A tool that never tells its name, and does not mind being interrupted. It is put into a
 * hostile jar, and loaded from there alone.
 */
public final class HangingTool implements ToolProvider {

    /**
     * Makes one, as a service is made.
     */
    public HangingTool() {
    }

    @Override
    public String name() {
        CountDownLatch never = new CountDownLatch(1);
        while (never.getCount() > 0) {
            try {
                never.await();
            }
            catch (InterruptedException ex) {
                // Whoever asks it to end is not heard.
            }
        }
        return "hang";
    }

    @Override
    public int run(PrintWriter out, PrintWriter err, String... args) {
        return 0;
    }

}
