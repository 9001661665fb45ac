package org.minigun.spring.hud;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;
import org.minigun.spring.hud.HudAccess.EndpointAccess;

import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.annotation.Selector;
import org.springframework.boot.actuate.endpoint.web.ExposableWebEndpoint;
import org.springframework.boot.actuate.endpoint.web.WebEndpointHttpMethod;
import org.springframework.boot.actuate.endpoint.web.WebEndpointResponse;
import org.springframework.boot.actuate.endpoint.web.annotation.WebEndpoint;
import org.springframework.core.io.ClassPathResource;
import org.springframework.util.MimeType;
import org.springframework.web.util.HtmlUtils;

/**
 * {@link Endpoint @Endpoint} that serves a page on which an operator sees and steers
 * tasks. The page asks the endpoints {@code minigun}, {@code minigunruns} and
 * {@code minigunpools} beside it, and shows and does what they allow; it loads nothing
 * from elsewhere.
 */
@WebEndpoint(id = MinigunHudEndpoint.ID)
public class MinigunHudEndpoint {

    static final String ID = "minigunhud";

    private static final String ACCESS = "access";

    private static final String TOKEN = "token";

    private static final List<String> ENDPOINTS = List.of("minigun", "minigunruns", "minigunpools");

    private static final MimeType JSON = new MimeType("application", "json");

    private static final String PLACE = "{{assets}}";

    private final Supplier<? extends Collection<ExposableWebEndpoint>> exposed;

    private final ResponseHeaders headers;

    private final String page;

    /**
     * Makes the endpoint.
     * @param exposed the endpoints that are exposed over the web; asked with every
     * request, as this endpoint is one of them
     */
    public MinigunHudEndpoint(Supplier<? extends Collection<ExposableWebEndpoint>> exposed) {
        this.exposed = exposed;
        this.headers = ResponseHeaders.create();
        try {
            this.page = new ClassPathResource("hud.html", MinigunHudEndpoint.class)
                .getContentAsString(StandardCharsets.UTF_8);
        }
        catch (IOException ex) {
            throw new UncheckedIOException("The page of the endpoint '" + ID + "' is missing from the jar", ex);
        }
    }

    /**
     * Serves the page.
     * @return the page
     */
    @ReadOperation(produces = "text/html;charset=UTF-8")
    public String page() {
        this.headers.write("no-cache");
        String path = path();
        return this.page.replace(PLACE, HtmlUtils.htmlEscape(path.substring(path.lastIndexOf('/') + 1)));
    }

    /**
     * Serves what the page needs: its styles and scripts, {@code access}, which tells
     * what it may ask for and do, and {@code token}, which it sends along to do it.
     * @param asset the name of a file, {@code access} or {@code token}
     * @return the file, or {@code null} if there is none of that name
     */
    @ReadOperation
    public @Nullable WebEndpointResponse<Object> asset(@Selector String asset) {
        this.headers.write(asset.equals(TOKEN) ? "no-store" : "no-cache");
        if (asset.equals(ACCESS)) {
            return new WebEndpointResponse<>(
                    new HudAccess(path(), ENDPOINTS.stream().map(MinigunHudEndpoint.this::access).toList()),
                    WebEndpointResponse.STATUS_OK, JSON);
        }
        if (asset.equals(TOKEN)) {
            return new WebEndpointResponse<>(RequestToken.current(), WebEndpointResponse.STATUS_OK, JSON);
        }
        return HudAsset.of(asset)
            .map((one) -> new WebEndpointResponse<Object>(one.resource(), WebEndpointResponse.STATUS_OK, one.type()))
            .orElse(null);
    }

    private String path() {
        return exposed(ID).map(ExposableWebEndpoint::getRootPath).orElse(ID);
    }

    private EndpointAccess access(String id) {
        return exposed(id).map((endpoint) -> access(id, endpoint)).orElseGet(() -> EndpointAccess.hidden(id));
    }

    private static EndpointAccess access(String id, ExposableWebEndpoint endpoint) {
        boolean writable = endpoint.getOperations()
            .stream()
            .anyMatch((operation) -> operation.getRequestPredicate().getHttpMethod() == WebEndpointHttpMethod.POST);
        return writable ? EndpointAccess.unrestricted(id, endpoint.getRootPath())
                : EndpointAccess.readOnly(id, endpoint.getRootPath());
    }

    private Optional<ExposableWebEndpoint> exposed(String id) {
        return this.exposed.get()
            .stream()
            .filter((endpoint) -> endpoint.getEndpointId().toLowerCaseString().equals(id))
            .findFirst();
    }

}
