package org.minigun.spring.autoconfigure;

import java.util.List;
import java.util.Map;

import org.minigun.Concurrency;
import org.minigun.Setting;
import org.minigun.Settings;
import org.minigun.plan.NamedPool;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.boot.thread.Threading;
import org.springframework.core.env.Environment;

/**
 * Turns properties into settings of the engine.
 */
final class ApplicationSettings {

    private static final Logger logger = LoggerFactory.getLogger(MinigunAutoConfiguration.class);

    private static final Map<String, String> FORMER_NAMES = Map.of("minigun.max-threads", "minigun.concurrency.threads",
            "minigun.max-processes", "minigun.concurrency.processes");

    private final MinigunProperties properties;

    ApplicationSettings(MinigunProperties properties) {
        this.properties = properties;
    }

    /** What is said of the whole application. */
    Settings application(Environment environment) {
        PropertySettings root = new PropertySettings("minigun.", "the application");
        this.properties.addTo(root);
        warnOfFormerNames(root.settings());
        PropertySettings virtual = new PropertySettings("spring.threads.virtual.", "the application");
        if (Threading.VIRTUAL.isActive(environment)) {
            virtual.say(Setting.DEFAULT_CONTEXT, Concurrency.VIRTUAL_THREAD, "enabled");
        }
        PropertySettings concurrency = new PropertySettings("minigun.concurrency.", "the application");
        this.properties.getConcurrency().addTo(concurrency);
        PropertySettings worker = new PropertySettings("minigun.worker.", "the application");
        this.properties.getWorker().addTo(worker, "");
        return virtual.settings()
            .overlaidBy(root.settings())
            .overlaidBy(concurrency.settings())
            .overlaidBy(worker.settings());
    }

    private static void warnOfFormerNames(Settings settings) {
        for (Setting<?> setting : List.of(Setting.THREADS, Setting.PROCESSES)) {
            settings.origin(setting)
                .ifPresent((name) -> logger.warn("Property '{}' is the former name of '{}': write that one instead.",
                        name, FORMER_NAMES.get(name)));
        }
    }

    /** The pools that stages share. */
    List<NamedPool> pools(Settings application) {
        return this.properties.getPools().entrySet().stream().map((entry) -> {
            PoolProperties pool = entry.getValue();
            String prefix = "minigun.pools." + entry.getKey() + ".";
            Integer size = pool.getSize();
            try {
                PropertySettings said = new PropertySettings(prefix, "pool '" + entry.getKey() + "'");
                pool.getWorker().addTo(said, "worker.");
                return new NamedPool(entry.getKey(), pool.getConcurrency(),
                        (size != null) ? size : defaultSize(application, pool.getConcurrency()), said.settings());
            }
            catch (IllegalArgumentException ex) {
                boolean ofSize = String.valueOf(ex.getMessage()).contains("size");
                throw InvalidMinigunPropertyException.of(prefix + (ofSize ? "size" : "concurrency"), ex);
            }
        }).toList();
    }

    private static int defaultSize(Settings application, Concurrency concurrency) {
        return switch (concurrency) {
            case VIRTUAL_THREAD -> application.get(Setting.VIRTUAL_THREADS, 256);
            case ISOLATE -> application.get(Setting.ISOLATES, 4);
            case PROCESS, PROCESS_PER_BATCH -> application.get(Setting.PROCESSES, 2);
            case INLINE, THREAD -> application.get(Setting.THREADS, 5);
        };
    }

}
