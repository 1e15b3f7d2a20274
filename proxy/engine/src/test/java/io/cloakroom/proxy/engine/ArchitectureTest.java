package io.cloakroom.proxy.engine;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

class ArchitectureTest {

    private static final JavaClasses ENGINE = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("io.cloakroom.proxy.engine");

    @Test
    void theEngineKnowsTheRulesAndTheNetworkAndNothingElse() {
        classes()
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        "java..",
                        "javax..",
                        "io.cloakroom.proxy.engine..",
                        "io.cloakroom.rules..",
                        "org.littleshoot.proxy..",
                        "io.netty..",
                        "org.bouncycastle..",
                        "com.github.benmanes.caffeine.cache..",
                        "com.google.crypto.tink..",
                        "at.favre.lib.crypto.bcrypt..",
                        "com.fasterxml.jackson..",
                        "com.google.common.html..",
                        "com.google.common.escape..",
                        "org.jspecify.annotations..",
                        "org.slf4j..")
                .check(ENGINE);
    }

    @Test
    void onlyTheGateTouchesLittleProxysInside() {
        noClasses()
                .that()
                .resideOutsideOfPackage("io.cloakroom.proxy.engine.gate..")
                .and()
                .doNotHaveSimpleName("ProxyServer")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.littleshoot.proxy.impl..")
                .check(ENGINE);
    }

    @Test
    void guardsAndCertificatesDoNotKnowTheGate() {
        noClasses()
                .that()
                .resideInAnyPackage("io.cloakroom.proxy.engine.guard..", "io.cloakroom.proxy.engine.tls..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("io.cloakroom.proxy.engine.gate..")
                .check(ENGINE);
    }
}
