package org.minigun;

import java.util.stream.Collectors;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget.CodeUnitAccessTarget;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.Architectures.LayeredArchitecture;
import com.tngtech.archunit.library.GeneralCodingRules;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import org.jspecify.annotations.NullMarked;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

/**
 * The rules of the house, for the main classes of the core.
 */
@AnalyzeClasses(packages = "org.minigun", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTests {

    /**
     * Every package with all that it may know, from the bottom up. A package that is not
     * listed here fails the rule, and as none lists {@code worker}, nothing knows it.
     */
    @ArchTest
    static final ArchRule arrowsRunDownwards = rooms(room("graph"), room("metrics", "graph"), room("capture", "graph"),
            room("root", "graph", "metrics", "capture"), room("annotation", "graph", "root"),
            room("plan", "graph", "root"), room("execution", "graph", "metrics", "root", "annotation", "plan"),
            room("protocol", "graph", "metrics", "root", "annotation", "plan", "execution"),
            room("code", "graph", "capture", "metrics", "root", "plan", "execution", "protocol"),
            room("process", "graph", "capture", "metrics", "root", "annotation", "plan", "execution", "protocol",
                    "code"),
            room("isolate", "graph", "capture", "metrics", "root", "annotation", "plan", "execution", "protocol",
                    "code"),
            room("worker", "graph", "capture", "metrics", "root", "annotation", "plan", "execution", "protocol",
                    "code"));

    @ArchTest
    static final ArchRule packagesAreFreeOfCycles = slices().assignedFrom(wholePackages()).should().beFreeOfCycles();

    @ArchTest
    static final ArchRule coreKnowsNoSpring = noClasses().should()
        .dependOnClassesThat()
        .resideInAnyPackage("org.springframework..", "jakarta..")
        .because("a worker loads the core and nothing of the application's framework");

    @ArchTest
    static final ArchRule packagesAreNullMarked = classes().should(beInNullMarkedPackage());

    @ArchTest
    static final ArchRule listsAreCollectedByStreams = noClasses().should()
        .accessTargetWhere(methodWithoutParameters(Collectors.class, "toList"))
        .because("Stream.toList() gives a list that nobody can change");

    @ArchTest
    static final ArchRule changesOfCaseNameTheirLocale = noClasses().should()
        .accessTargetWhere(methodWithoutParameters(String.class, "toLowerCase"))
        .orShould()
        .accessTargetWhere(methodWithoutParameters(String.class, "toUpperCase"))
        .because("the default locale decides what becomes of an 'I'; pass Locale.ROOT");

    @ArchTest
    static final ArchRule standardStreamsAreTheApplications = GeneralCodingRules.NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS;

    @ArchTest
    static final ArchRule logIsWrittenThroughSlf4j = noClasses().that()
        .resideOutsideOfPackage("org.minigun.worker.logging")
        .should(GeneralCodingRules.USE_JAVA_UTIL_LOGGING)
        .because("only a worker takes what users log by it, to hand it on");

    private static ArchRule rooms(Room... rooms) {
        LayeredArchitecture house = layeredArchitecture().consideringOnlyDependenciesInLayers()
            .withOptionalLayers(true);
        for (Room room : rooms) {
            house = house.layer(room.name()).definedBy(room.packages());
        }
        for (Room room : rooms) {
            house = (room.mayKnow().length > 0) ? house.whereLayer(room.name()).mayOnlyAccessLayers(room.mayKnow())
                    : house.whereLayer(room.name()).mayNotAccessAnyLayer();
        }
        return house.ensureAllClassesAreContainedInArchitecture();
    }

    private static Room room(String name, String... mayKnow) {
        return new Room(name, mayKnow);
    }

    private static DescribedPredicate<JavaAccess<?>> methodWithoutParameters(Class<?> owner, String name) {
        return DescribedPredicate.describe("%s.%s()".formatted(owner.getSimpleName(), name),
                (access) -> access.getTarget() instanceof CodeUnitAccessTarget target
                        && target.getOwner().isEquivalentTo(owner) && target.getName().equals(name)
                        && target.getRawParameterTypes().isEmpty());
    }

    private static SliceAssignment wholePackages() {
        return new SliceAssignment() {

            @Override
            public SliceIdentifier getIdentifierOf(JavaClass type) {
                return SliceIdentifier.of(type.getPackageName());
            }

            @Override
            public String getDescription() {
                return "whole packages";
            }

        };
    }

    private static ArchCondition<JavaClass> beInNullMarkedPackage() {
        return ArchCondition.from(DescribedPredicate.describe("be in a package annotated with @NullMarked",
                (type) -> type.getPackage().isAnnotatedWith(NullMarked.class)));
    }

    private record Room(String name, String... mayKnow) {

        String packages() {
            return this.name.equals("root") ? "org.minigun" : "org.minigun." + this.name + "..";
        }

    }

}
