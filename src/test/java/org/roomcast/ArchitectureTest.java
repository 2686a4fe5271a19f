package org.roomcast;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.type;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.name;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The layers of the server and the fences around libraries, held by the build. */
class ArchitectureTest {

    private static final String ROOT = "org.roomcast";
    /** The embedded server and the wiring see everything. */
    private static final Set<String> TOP = Set.of("boot");

    /** What each package may see beside itself. */
    private static final Map<String, Set<String>> SEES = Map.ofEntries(
            Map.entry("model", Set.of()),
            Map.entry("config", Set.of("model")),
            Map.entry("codec", Set.of("model")),
            Map.entry("limits", Set.of("model")),
            Map.entry("history", Set.of("model")),
            Map.entry("inbox", Set.of("model")),
            Map.entry("presence", Set.of("model")),
            Map.entry("backplane", Set.of("model")),
            Map.entry("auth", Set.of("model", "codec")),
            Map.entry("client", Set.of("model")),
            Map.entry("jdbc", Set.of("model", "history", "inbox")),
            Map.entry("delivery", Set.of("model", "codec")),
            Map.entry("registry", belowRegistry()),
            Map.entry("notify", registryAndBelow()),
            Map.entry("dashboard", registryAndBelow()),
            Map.entry("websocket", carriers()),
            Map.entry("rest", carriers()));

    /** Which packages may use a library; of {@code boot} the part is named where only one may. */
    private static final Map<String, Set<String>> FENCES = Map.ofEntries(
            Map.entry("jakarta.websocket..", Set.of("websocket", "client", "boot")),
            Map.entry("jakarta.ws.rs..", Set.of("rest", "boot")),
            Map.entry("jakarta.json..", Set.of("codec", "client", "rest")),
            Map.entry("jakarta.servlet..", Set.of("websocket", "rest", "boot.wiring")),
            Map.entry("javax.naming..", Set.of("boot.wiring")),
            Map.entry("org.eclipse.microprofile..", Set.of("boot.wiring")),
            Map.entry("com.nimbusds..", Set.of("auth")),
            Map.entry("io.micrometer..", Set.of("rest")),
            Map.entry("io.github.bucket4j..", Set.of("limits")),
            Map.entry("org.glassfish..", Set.of("boot")),
            Map.entry("org.jboss.weld..", Set.of("boot")),
            Map.entry("picocli..", Set.of("boot")),
            Map.entry("java.sql..", Set.of("jdbc", "boot")),
            Map.entry("javax.sql..", Set.of("jdbc", "boot")),
            Map.entry("org.jdbi..", Set.of("jdbc")),
            Map.entry("org.flywaydb..", Set.of("jdbc")),
            Map.entry("com.zaxxer..", Set.of("jdbc")),
            Map.entry("org.h2..", Set.of("jdbc")),
            Map.entry("org.postgresql..", Set.of("jdbc")),
            Map.entry("jakarta.enterprise..", managed()),
            Map.entry("jakarta.inject..", managed()));

    private static final JavaClasses MAIN =
            new ClassFileImporter().withImportOption(ArchitectureTest::isMain).importPackages(ROOT);

    @Test
    void theCheckedSetIsNotEmpty() {
        assertThat(MAIN.size()).isGreaterThanOrEqualTo(80);
        assertThat(packages()).contains("model", "codec", "delivery", "registry", "websocket", "rest", "boot");
    }

    @Test
    void everyPackageHasItsLayer() {
        assertThat(SEES.keySet())
                .containsAll(
                        packages().stream().filter(name -> !TOP.contains(name)).toList());
    }

    @TestFactory
    Stream<DynamicTest> aPackageSeesOnlyWhatLiesBelowIt() {
        return SEES.entrySet().stream()
                .filter(layer -> packages().contains(layer.getKey()))
                .map(layer -> DynamicTest.dynamicTest(layer.getKey(), () -> {
                    List<String> allowed = new ArrayList<>(layer.getValue());
                    allowed.add(layer.getKey());
                    noClasses()
                            .that()
                            .resideInAPackage(in(layer.getKey()))
                            .should()
                            .dependOnClassesThat(
                                    resideInAPackage(ROOT + "..").and(not(resideInAnyPackage(in(allowed)))))
                            .check(MAIN);
                }));
    }

    /** It is in no WAR. */
    @Test
    void nothingOfTheServerSeesTheClient() {
        noClasses()
                .that()
                .resideOutsideOfPackage(in("client"))
                .should()
                .dependOnClassesThat(resideInAPackage(in("client")))
                .check(MAIN);
    }

    @Test
    void packagesHaveNoCycles() {
        slices().matching(ROOT + ".(**)").should().beFreeOfCycles().check(MAIN);
    }

    @TestFactory
    Stream<DynamicTest> aLibraryStaysBehindItsFence() {
        return FENCES.entrySet().stream()
                .map(fence -> DynamicTest.dynamicTest(fence.getKey(), () -> noClasses()
                        .that()
                        .resideOutsideOfPackages(in(fence.getValue()))
                        .should()
                        .dependOnClassesThat(resideInAPackage(fence.getKey()))
                        .check(MAIN)));
    }

    @TestFactory
    Stream<DynamicTest> aFenceHasSomethingInside() {
        return FENCES.keySet().stream()
                .map(library -> DynamicTest.dynamicTest(library, () -> assertThat(MAIN.stream()
                                .flatMap(type -> type.getDirectDependenciesFromSelf().stream())
                                .anyMatch(use -> resideInAPackage(library).test(use.getTargetClass())))
                        .isTrue()));
    }

    @Test
    void namesSayWhatATypeIs() {
        noClasses().should().haveNameMatching(".*(Impl|Utils?|Helper|Manager)").check(MAIN);
    }

    @Test
    void fieldsAreInjectedOnlyWhereTheContainerDemandsIt() {
        fields().that()
                .areAnnotatedWith("jakarta.inject.Inject")
                .should()
                .beDeclaredInClassesThat()
                .resideInAnyPackage(in("websocket"), in("rest"), in("boot.wiring"))
                .check(MAIN);
    }

    @Test
    void nothingIsPrintedPastTheLogs() {
        NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS.check(MAIN);
    }

    /** So that nothing that came from outside can forge a line; the client is no part of the server. */
    @Test
    void thereIsOneWayIntoTheLog() {
        noClasses()
                .that()
                .doNotHaveFullyQualifiedName(ROOT + ".model.SafeLog")
                .and()
                .resideOutsideOfPackage(in("client"))
                .should()
                .callMethodWhere(target(name("getLogger")).and(target(owner(type(System.class)))))
                .check(MAIN);
    }

    @Test
    void testsStayOutOfTheProduct() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.junit..", "org.assertj..", ROOT + ".testing..", ROOT + ".it..")
                .check(MAIN);
    }

    @Test
    void everyPackageIsNullMarkedAndSaysWhatItIsFor() {
        Set<JavaPackage> all = MAIN.stream().map(JavaClass::getPackage).collect(Collectors.toSet());
        assertThat(all).hasSizeGreaterThanOrEqualTo(10);
        assertThat(all).allMatch(aPackage -> aPackage.isAnnotatedWith(NullMarked.class));
        for (JavaPackage aPackage : all) {
            assertThat(sourceOf(aPackage)).as(aPackage.getName()).contains("/**");
        }
    }

    @Test
    void exceptionsAreCalledSo() {
        classes()
                .that()
                .areAssignableTo(Throwable.class)
                .should()
                .haveSimpleNameEndingWith("Exception")
                .check(MAIN);
    }

    private static boolean isMain(com.tngtech.archunit.core.importer.Location location) {
        return new ImportOption.DoNotIncludeTests().includes(location);
    }

    private static Set<String> packages() {
        return MAIN.stream()
                .map(JavaClass::getPackageName)
                .filter(name -> name.startsWith(ROOT + "."))
                .map(name -> name.substring(ROOT.length() + 1).replaceAll("\\..*", ""))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<String> belowRegistry() {
        return Set.of("model", "codec", "history", "inbox", "presence", "backplane", "auth", "limits", "delivery");
    }

    private static Set<String> registryAndBelow() {
        return with(belowRegistry(), "registry");
    }

    private static Set<String> carriers() {
        return with(registryAndBelow(), "notify", "dashboard");
    }

    private static Set<String> managed() {
        return Set.of("registry", "notify", "dashboard", "websocket", "rest", "boot");
    }

    private static Set<String> with(Set<String> names, String... more) {
        return Stream.concat(names.stream(), Stream.of(more)).collect(Collectors.toUnmodifiableSet());
    }

    private static String in(String name) {
        return ROOT + "." + name + "..";
    }

    private static String[] in(Iterable<String> names) {
        List<String> patterns = new ArrayList<>();
        names.forEach(name -> patterns.add(in(name)));
        return patterns.toArray(String[]::new);
    }

    private static String sourceOf(JavaPackage aPackage) {
        try {
            return Files.readString(
                    Path.of("src/main/java", aPackage.getName().replace('.', '/'), "package-info.java"));
        } catch (IOException missing) {
            throw new UncheckedIOException(missing);
        }
    }
}
