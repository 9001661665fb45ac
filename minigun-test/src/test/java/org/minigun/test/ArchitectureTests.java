package org.minigun.test;

import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.GeneralCodingRules;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

/**
 * The rules of the house for the main classes of this module.
 */
@AnalyzeClasses(packages = "org.minigun.test", importOptions = ArchitectureTests.MainClasses.class)
class ArchitectureTests {

    @ArchTest
    static final ArchRule whoHasNoSpringNeedsNone = noClasses().that()
        .resideInAPackage("org.minigun.test")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("org.springframework..", "org.minigun.spring..", "org.minigun.test.spring..",
                "org.junit..");

    @ArchTest
    static final ArchRule workersAreSeenFromOutside = noClasses().should()
        .dependOnClassesThat()
        .resideInAnyPackage("org.minigun.worker..", "org.minigun.protocol..", "org.minigun.process..");

    @ArchTest
    static final ArchRule publicClassesAreFinal = classes().that()
        .arePublic()
        .and()
        .areNotInterfaces()
        .should()
        .haveModifier(JavaModifier.FINAL);

    @ArchTest
    static final ArchRule nothingPrints = GeneralCodingRules.NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS;

    /** The classes of this module that are no tests, wherever they were compiled to. */
    static final class MainClasses implements ImportOption {

        @Override
        public boolean includes(Location location) {
            return new ImportOption.DoNotIncludeTests().includes(location) && !location.contains("minigun-test/test/");
        }

    }

}
