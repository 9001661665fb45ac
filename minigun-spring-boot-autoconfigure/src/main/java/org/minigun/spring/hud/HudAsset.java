package org.minigun.spring.hud;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.Resource;
import org.springframework.util.MimeType;

/**
 * The files that the page is made of. Nothing else is served, whatever name is asked for.
 */
enum HudAsset {

    STYLES("hud.css", "text", "css"),

    ICON("icon.svg", "image", "svg+xml"),

    MAIN("hud.js", "text", "javascript"),

    API("api.js", "text", "javascript"),

    DIALOGS("dialogs.js", "text", "javascript"),

    DOM("dom.js", "text", "javascript"),

    FORMAT("format.js", "text", "javascript"),

    GRAPH("graph.js", "text", "javascript"),

    LAYOUT("layout.js", "text", "javascript"),

    POOLS("pools.js", "text", "javascript"),

    RATES("rates.js", "text", "javascript"),

    VIEWS("views.js", "text", "javascript"),

    TABLES("tables.js", "text", "javascript");

    private final String file;

    private final MimeType type;

    HudAsset(String file, String type, String subtype) {
        this.file = file;
        this.type = new MimeType(type, subtype, StandardCharsets.UTF_8);
    }

    static Optional<HudAsset> of(String file) {
        return Arrays.stream(values()).filter((asset) -> asset.file.equals(file)).findFirst();
    }

    String file() {
        return this.file;
    }

    MimeType type() {
        return this.type;
    }

    Resource resource() {
        return new ClassPathResource(this.file, HudAsset.class);
    }

}
