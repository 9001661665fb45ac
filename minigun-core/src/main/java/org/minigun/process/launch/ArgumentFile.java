package org.minigun.process.launch;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

/**
 * A file of arguments for the java launcher, for what is longer than a command line may
 * be.
 */
final class ArgumentFile {

    private ArgumentFile() {
    }

    /** The charset in which this JVM and its children write names of files. */
    static Charset platformCharset() {
        String name = System.getProperty("sun.jnu.encoding");
        try {
            return (name != null) ? Charset.forName(name) : Charset.defaultCharset();
        }
        catch (IllegalArgumentException ex) {
            return Charset.defaultCharset();
        }
    }

    static void write(Path file, List<String> arguments) throws IOException {
        StringBuilder text = new StringBuilder();
        for (String argument : arguments) {
            text.append('"');
            for (int i = 0; i < argument.length(); i++) {
                char next = argument.charAt(i);
                switch (next) {
                    case '"', '\\' -> text.append('\\').append(next);
                    case '\n' -> text.append("\\n");
                    case '\r' -> text.append("\\r");
                    case '\t' -> text.append("\\t");
                    default -> text.append(next);
                }
            }
            text.append("\"\n");
        }
        Files.write(file, text.toString().getBytes(platformCharset()), StandardOpenOption.CREATE_NEW);
    }

}
