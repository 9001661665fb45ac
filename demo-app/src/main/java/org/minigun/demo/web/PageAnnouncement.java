package org.minigun.demo.web;

import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.boot.web.server.context.WebServerInitializedEvent;
import org.springframework.context.ApplicationListener;
import org.springframework.stereotype.Component;

/**
 * Tells the user where the page is, and not where a management server of its own is.
 */
@Component
class PageAnnouncement implements ApplicationListener<WebServerInitializedEvent> {

    @Override
    public void onApplicationEvent(WebServerInitializedEvent event) {
        if (WebServerApplicationContext.hasServerNamespace(event.getApplicationContext(), "management")) {
            return;
        }
        String path = event.getApplicationContext().getEnvironment().getProperty("server.servlet.context-path", "");
        System.out.println("Which jar holds class X? http://localhost:" + event.getWebServer().getPort() + path
                + " answers; Ctrl-C ends.");
    }

}
