package org.minigun.demo.web;

import org.springframework.boot.web.server.context.WebServerInitializedEvent;
import org.springframework.context.ApplicationListener;
import org.springframework.stereotype.Component;

/**
 * Tells the user where the page is.
 */
@Component
class PageAnnouncement implements ApplicationListener<WebServerInitializedEvent> {

    @Override
    public void onApplicationEvent(WebServerInitializedEvent event) {
        System.out.println("Which jar holds class X? http://localhost:" + event.getWebServer().getPort()
                + " answers; Ctrl-C ends.");
    }

}
