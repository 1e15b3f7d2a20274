package io.cloakroom.rules.wire;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

class WireArchitectureTest {

    private static final JavaClasses WIRE = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("io.cloakroom.rules.wire");

    @Test
    void dependsOnTheEngineAndAFewLibrariesOnly() {
        classes()
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        "java..",
                        "io.cloakroom.rules.engine..",
                        "io.cloakroom.rules.wire..",
                        "com.aayushatharva.brotli4j..",
                        "com.github.benmanes.caffeine..",
                        "com.github.luben.zstd..",
                        "com.google.re2j..",
                        "org.apache.pdfbox..",
                        "org.apache.tika..",
                        "org.jspecify.annotations..",
                        "org.mozilla.universalchardet..",
                        "org.slf4j..")
                .check(WIRE);
    }

    @Test
    void opensNoSockets() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("java.net.http..", "java.nio.channels..", "javax.net..")
                .orShould()
                .dependOnClassesThat()
                .haveNameMatching("java\\.net\\.(.*Socket.*|.*URLConnection|URL|InetAddress|Proxy.*)")
                .check(WIRE);
    }

    @Test
    void lensesAndCodingsDoNotKnowEachOther() {
        noClasses()
                .that()
                .resideInAPackage("io.cloakroom.rules.wire.lens")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("io.cloakroom.rules.wire.coding")
                .check(WIRE);
        noClasses()
                .that()
                .resideInAPackage("io.cloakroom.rules.wire.coding")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("io.cloakroom.rules.wire.lens")
                .check(WIRE);
    }
}
