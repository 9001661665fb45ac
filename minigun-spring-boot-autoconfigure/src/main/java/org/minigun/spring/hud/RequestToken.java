package org.minigun.spring.hud;

import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.actuate.endpoint.OperationResponseBody;
import org.springframework.security.web.csrf.CsrfToken;
import org.springframework.util.ClassUtils;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;

/**
 * What the page sends along when it writes, where Spring Security guards a servlet
 * application against forged requests. Another site can read neither this nor a cookie.
 *
 * @param header the header to send it in, or {@code null} if there is no such guard
 * @param token the token, or {@code null} if there is no such guard
 */
record RequestToken(@Nullable String header, @Nullable String token) implements OperationResponseBody {

    private static final boolean GUARDED = isPresent("jakarta.servlet.http.HttpServletRequest")
            && isPresent("org.springframework.security.web.csrf.CsrfToken");

    private static boolean isPresent(String type) {
        return ClassUtils.isPresent(type, RequestToken.class.getClassLoader());
    }

    /** That of the session to which the current request belongs. */
    static RequestToken current() {
        return GUARDED ? Guard.token() : new RequestToken(null, null);
    }

    private static final class Guard {

        static RequestToken token() {
            if (RequestContextHolder.getRequestAttributes() instanceof ServletRequestAttributes attributes) {
                HttpServletRequest request = attributes.getRequest();
                if (request.getAttribute(CsrfToken.class.getName()) instanceof CsrfToken token) {
                    return new RequestToken(token.getHeaderName(), token.getToken());
                }
            }
            return new RequestToken(null, null);
        }

    }

}
