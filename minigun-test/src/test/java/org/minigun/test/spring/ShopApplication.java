package org.minigun.test.spring;

import org.springframework.boot.autoconfigure.SpringBootApplication;

/**
 * An application with the beans of {@link Shop}.
 */
@SpringBootApplication
class ShopApplication {

}
