package org.minigun.test.spring;

import org.springframework.boot.test.autoconfigure.TestSliceTestContextBootstrapper;

/**
 * Bootstraps the contexts of {@link MinigunTest}.
 */
class MinigunTestContextBootstrapper extends TestSliceTestContextBootstrapper<MinigunTest> {

}
