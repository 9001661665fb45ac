package org.minigun.spring.boot.autoconfigure;

import java.util.stream.Collectors;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget.CodeUnitAccessTarget;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaAnnotation;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaMember;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.GeneralCodingRules;
import org.jspecify.annotations.NullMarked;

import org.springframework.beans.factory.config.BeanFactoryPostProcessor;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Condition;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.members;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noMethods;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

/**
 * The rules of the house for the main classes of this module. Those on
 * auto-configurations are Spring Boot's own.
 */
@AnalyzeClasses(packages = "org.minigun",
        importOptions = { ImportOption.DoNotIncludeTests.class, ArchitectureTests.DoNotIncludeCore.class })
class ArchitectureTests {

    @ArchTest
    static final ArchRule autoConfigurationsArePublicAndFinal = classes().that()
        .areAnnotatedWith(AutoConfiguration.class)
        .should()
        .bePublic()
        .andShould()
        .haveModifier(JavaModifier.FINAL)
        .allowEmptyShould(true);

    @ArchTest
    static final ArchRule autoConfigurationsHaveNoPublicMembers = members().that()
        .areDeclaredInClassesThat()
        .areAnnotatedWith(AutoConfiguration.class)
        .and(areNoDefaultConstructors())
        .should()
        .notBePublic()
        .allowEmptyShould(true);

    @ArchTest
    static final ArchRule beanMethodsAreNotPrivate = methods().that()
        .areAnnotatedWith(Bean.class)
        .should()
        .notBePrivate()
        .allowEmptyShould(true);

    @ArchTest
    static final ArchRule beanMethodsHaveNoConditionOnClass = noMethods().that()
        .areAnnotatedWith(Bean.class)
        .should()
        .beAnnotatedWith(ConditionalOnClass.class)
        .because("the class that declares the method is loaded before the condition is looked at")
        .allowEmptyShould(true);

    @ArchTest
    static final ArchRule postProcessorBeansAreStatic = methods().that()
        .areAnnotatedWith(Bean.class)
        .and()
        .haveRawReturnType(DescribedPredicate.or(JavaClass.Predicates.assignableTo(BeanPostProcessor.class),
                JavaClass.Predicates.assignableTo(BeanFactoryPostProcessor.class)))
        .should()
        .beStatic()
        .because("otherwise their configuration is made before other beans can be processed")
        .allowEmptyShould(true);

    @ArchTest
    static final ArchRule conditionsAreNotPublic = classes().that()
        .areAssignableTo(Condition.class)
        .should()
        .notBePublic()
        .allowEmptyShould(true);

    @ArchTest
    static final ArchRule configurationPropertiesUseValue = noClasses().that()
        .areAnnotatedWith(ConfigurationProperties.class)
        .should()
        .beAnnotatedWith(configurationPropertiesWithPrefix())
        .because("'value' is the shorter alias of 'prefix'")
        .allowEmptyShould(true);

    @ArchTest
    static final ArchRule nothingKnowsTheWorker = noClasses().should()
        .dependOnClassesThat()
        .resideInAPackage("org.minigun.worker..")
        .allowEmptyShould(true);

    @ArchTest
    static final ArchRule packagesAreFreeOfCycles = slices().matching("org.minigun.(**)")
        .should()
        .beFreeOfCycles()
        .allowEmptyShould(true);

    @ArchTest
    static final ArchRule packagesAreNullMarked = classes().should(beInNullMarkedPackage()).allowEmptyShould(true);

    @ArchTest
    static final ArchRule listsAreCollectedByStreams = noClasses().should()
        .accessTargetWhere(methodWithoutParameters(Collectors.class, "toList"))
        .because("Stream.toList() gives a list that nobody can change")
        .allowEmptyShould(true);

    @ArchTest
    static final ArchRule changesOfCaseNameTheirLocale = noClasses().should()
        .accessTargetWhere(methodWithoutParameters(String.class, "toLowerCase"))
        .orShould()
        .accessTargetWhere(methodWithoutParameters(String.class, "toUpperCase"))
        .because("the default locale decides what becomes of an 'I'; pass Locale.ROOT")
        .allowEmptyShould(true);

    @ArchTest
    static final ArchRule standardStreamsAreTheApplications = GeneralCodingRules.NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS
        .allowEmptyShould(true);

    private static DescribedPredicate<JavaMember> areNoDefaultConstructors() {
        return DescribedPredicate.describe("are no default constructors",
                (member) -> !(member.getName().equals("<init>") && member.getDescriptor().equals("()V")));
    }

    private static DescribedPredicate<JavaAnnotation<?>> configurationPropertiesWithPrefix() {
        return DescribedPredicate.describe("@ConfigurationProperties with 'prefix'",
                (annotation) -> annotation.getRawType().isEquivalentTo(ConfigurationProperties.class)
                        && annotation.hasExplicitlyDeclaredProperty("prefix"));
    }

    private static DescribedPredicate<JavaAccess<?>> methodWithoutParameters(Class<?> owner, String name) {
        return DescribedPredicate.describe("%s.%s()".formatted(owner.getSimpleName(), name),
                (access) -> access.getTarget() instanceof CodeUnitAccessTarget target
                        && target.getOwner().isEquivalentTo(owner) && target.getName().equals(name)
                        && target.getRawParameterTypes().isEmpty());
    }

    private static ArchCondition<JavaClass> beInNullMarkedPackage() {
        return ArchCondition.from(DescribedPredicate.describe("be in a package annotated with @NullMarked",
                (type) -> type.getPackage().isAnnotatedWith(NullMarked.class)));
    }

    static class DoNotIncludeCore implements ImportOption {

        @Override
        public boolean includes(Location location) {
            return !location.contains("/minigun-core");
        }

    }

}
