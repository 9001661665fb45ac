package org.minigun.annotation;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * Reads from a class file the order in which methods are declared in the source, which
 * reflection does not give. Format: The Java Virtual Machine Specification, chapter 4.
 */
final class ClassFile {

    private static final int MAGIC = 0xCAFEBABE;

    private static final int GENERATED = 0x0040 | 0x1000; // bridge, synthetic

    private ClassFile() {
    }

    /**
     * Returns the methods that the source of a class declares, as name and descriptor.
     * @param type the class
     * @return the methods in order of declaration, or {@code null} if there is no class
     * file
     */
    static @Nullable List<String> methods(Class<?> type) {
        String file = type.getName().substring(type.getName().lastIndexOf('.') + 1) + ".class";
        try (InputStream stream = type.getResourceAsStream(file)) {
            return (stream != null) ? methods(new DataInputStream(new BufferedInputStream(stream))) : null;
        }
        catch (IOException ex) {
            throw new UncheckedIOException("Cannot read the class file of " + type.getName(), ex);
        }
    }

    private static @Nullable List<String> methods(DataInputStream in) throws IOException {
        if (in.readInt() != MAGIC) {
            return null;
        }
        in.skipNBytes(4); // version
        String[] texts = constants(in);
        in.skipNBytes(6); // access, this, super
        in.skipNBytes(2L * in.readUnsignedShort()); // interfaces
        int fields = in.readUnsignedShort();
        for (int i = 0; i < fields; i++) {
            in.skipNBytes(6);
            skipAttributes(in);
        }
        List<String> methods = new ArrayList<>();
        int count = in.readUnsignedShort();
        for (int i = 0; i < count; i++) {
            int access = in.readUnsignedShort();
            String name = texts[in.readUnsignedShort()];
            String descriptor = texts[in.readUnsignedShort()];
            skipAttributes(in);
            if ((access & GENERATED) == 0 && !name.startsWith("<")) {
                methods.add(name + descriptor);
            }
        }
        return methods;
    }

    private static String[] constants(DataInputStream in) throws IOException {
        String[] texts = new String[in.readUnsignedShort()];
        for (int i = 1; i < texts.length; i++) {
            int tag = in.readUnsignedByte();
            switch (tag) {
                case 1 -> texts[i] = in.readUTF();
                case 7, 8, 16, 19, 20 -> in.skipNBytes(2); // class, string, method type,
                                                           // module
                case 15 -> in.skipNBytes(3); // method handle
                case 3, 4, 9, 10, 11, 12, 17, 18 -> in.skipNBytes(4);
                case 5, 6 -> { // long and double take two places
                    in.skipNBytes(8);
                    i++;
                }
                default -> throw new IOException("Unknown tag " + tag + " in the constants of a class file");
            }
        }
        return texts;
    }

    private static void skipAttributes(DataInputStream in) throws IOException {
        int count = in.readUnsignedShort();
        for (int i = 0; i < count; i++) {
            in.skipNBytes(2);
            in.skipNBytes(Integer.toUnsignedLong(in.readInt()));
        }
    }

}
