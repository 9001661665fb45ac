package org.minigun.execution;

import java.io.IOException;
import java.io.InputStream;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.Map;
import java.util.WeakHashMap;
import java.util.concurrent.ConcurrentHashMap;

import org.minigun.Stage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gives each stage a copy of the link's class of its own.
 * <p>
 * A JIT compiler inlines a call when it has seen one receiver there. A link's class that
 * all pipelines share sees the code of all of them, so that no call in it is ever
 * inlined; a copy that serves one stage sees the code of that stage alone, and a whole
 * fused chain becomes one loop. Copies are hidden classes: made from the bytes of the
 * template, without a name, collected when the stage is. Where they cannot be made (no
 * class files at run time, say) the template itself serves, slower but right.
 * <p>
 * {@code docs/decisions} has the figures. The system property
 * {@code minigun.link-copies=false} turns copies off, for comparison.
 */
final class LinkCopies {

    private static final Logger logger = LoggerFactory.getLogger(LinkCopies.class);

    private static final boolean ENABLED = !"false".equals(System.getProperty("minigun.link-copies"));

    private static final MethodHandles.Lookup LOOKUP = MethodHandles.lookup();

    private static final Map<Class<?>, byte[]> TEMPLATES = new ConcurrentHashMap<>();

    private static final Map<Stage, Map<Class<?>, MethodHandle>> COPIES = new WeakHashMap<>();

    private LinkCopies() {
    }

    /**
     * Returns the constructor of a stage's own copy of a template.
     * @param stage the stage
     * @param template the class to copy, with one constructor
     * @param constructor the type of that constructor, returning {@code void}
     * @return the constructor, of the copy or else of the template
     */
    static MethodHandle constructor(Stage stage, Class<?> template, MethodType constructor) {
        Map<Class<?>, MethodHandle> copies;
        synchronized (COPIES) {
            copies = COPIES.computeIfAbsent(stage, (key) -> new ConcurrentHashMap<>());
        }
        return copies.computeIfAbsent(template, (key) -> make(template, constructor));
    }

    private static MethodHandle make(Class<?> template, MethodType constructor) {
        try {
            Class<?> type = ENABLED ? copy(template) : template;
            MethodHandle made = LOOKUP.findConstructor(type, constructor);
            return made.asType(made.type().changeReturnType(Object.class));
        }
        catch (NoSuchMethodException | IllegalAccessException ex) {
            throw new IllegalStateException("Cannot construct " + template, ex);
        }
    }

    private static Class<?> copy(Class<?> template) {
        try {
            byte[] bytes = TEMPLATES.computeIfAbsent(template, LinkCopies::bytes);
            return (bytes.length == 0) ? template : LOOKUP.defineHiddenClass(bytes, true).lookupClass();
        }
        catch (IllegalAccessException | LinkageError ex) {
            logger.debug("No copy of {} can be made; stages share it", template, ex);
            return template;
        }
    }

    private static byte[] bytes(Class<?> template) {
        String file = template.getName().substring(template.getName().lastIndexOf('.') + 1) + ".class";
        try (InputStream in = template.getResourceAsStream(file)) {
            return (in != null) ? in.readAllBytes() : new byte[0];
        }
        catch (IOException ex) {
            logger.debug("The class file of {} cannot be read; stages share it", template, ex);
            return new byte[0];
        }
    }

}
