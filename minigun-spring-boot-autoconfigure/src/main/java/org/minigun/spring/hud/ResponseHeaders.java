package org.minigun.spring.hud;

import jakarta.servlet.http.HttpServletResponse;

import org.springframework.util.ClassUtils;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;

/**
 * Headers that an endpoint has no other way to set. The page says in its own head what
 * may be said there; that no other site frames it can only be said by a header.
 */
class ResponseHeaders {

    static ResponseHeaders create() {
        return ClassUtils.isPresent("jakarta.servlet.http.HttpServletResponse", ResponseHeaders.class.getClassLoader())
                ? new Servlet() : new ResponseHeaders();
    }

    /**
     * Sets them on the response to the current request, where there are servlets.
     * @param cacheControl how long the response may be kept
     */
    void write(String cacheControl) {
    }

    private static final class Servlet extends ResponseHeaders {

        private static final String POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; "
                + "img-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; "
                + "require-trusted-types-for 'script'; frame-ancestors 'none'";

        @Override
        void write(String cacheControl) {
            if (RequestContextHolder.getRequestAttributes() instanceof ServletRequestAttributes attributes) {
                HttpServletResponse response = attributes.getResponse();
                if (response != null) {
                    response.setHeader("Content-Security-Policy", POLICY);
                    response.setHeader("X-Content-Type-Options", "nosniff");
                    response.setHeader("X-Frame-Options", "DENY");
                    response.setHeader("Referrer-Policy", "no-referrer");
                    response.setHeader("Cache-Control", cacheControl);
                }
            }
        }

    }

}
