package io.cloakroom.rules.engine;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

class ArchitectureTest {

    private static final JavaClasses ENGINE = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("io.cloakroom.rules.engine");

    @Test
    void theEngineNeedsOnlyTheJdkAndAFewLibraries() {
        classes()
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        "io.cloakroom.rules.engine..",
                        "java..",
                        "javax.crypto..",
                        "org.jspecify.annotations..",
                        "com.fasterxml.jackson..",
                        "com.github.benmanes.caffeine..",
                        "com.google.i18n.phonenumbers..",
                        "com.google.re2j..",
                        "opennlp.tools..",
                        "org.slf4j..")
                .check(ENGINE);
    }

    @Test
    void theEngineDoesNotTalkToTheNetwork() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "java.net.http..", "java.nio.channels..", "javax.net..", "io.netty..", "com.sun.net..")
                .orShould()
                .dependOnClassesThat()
                .haveNameMatching("java\\.net\\.(.*Socket.*|URLConnection|HttpURLConnection|InetAddress)")
                .check(ENGINE);
    }

    @Test
    void patternsRunInLinearTime() {
        noClasses()
                .that()
                .resideInAPackage("..recognize..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("java.util.regex..")
                .because("a pattern of java.util.regex can take exponential time; RE2/J cannot")
                .check(ENGINE);
    }
}
