package org.minigun.demo.security;

import java.io.IOException;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.http.MediaType;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.web.access.AccessDeniedHandler;
import org.springframework.security.web.csrf.CsrfException;

/**
 * Refuses as the endpoints do, by a status and a reason.
 */
final class ReasonedRefusal implements AccessDeniedHandler {

    private static final String ROLE = "Your user lacks the role " + SecuredEndpoints.OPERATOR;

    private static final String TOKEN = "The token against cross-site request forgery is missing or wrong: "
            + "send the value of the cookie XSRF-TOKEN in the header X-XSRF-TOKEN";

    @Override
    public void handle(HttpServletRequest request, HttpServletResponse response, AccessDeniedException denied)
            throws IOException {
        response.setStatus(HttpServletResponse.SC_FORBIDDEN);
        response.setContentType(MediaType.APPLICATION_JSON_VALUE);
        response.getWriter()
            .write("{\"status\":%d,\"reason\":\"%s\"}".formatted(HttpServletResponse.SC_FORBIDDEN,
                    (denied instanceof CsrfException) ? TOKEN : ROLE));
    }

}
