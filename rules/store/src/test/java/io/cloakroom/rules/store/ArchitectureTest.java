package io.cloakroom.rules.store;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
    private static final String[] ALLOWED = {
        "io.cloakroom.rules.store..",
        "io.cloakroom.rules.engine",
        "com.google.crypto.tink..",
        "java..",
        "org.sqlite..",
        "org.flywaydb..",
        "com.fasterxml.jackson..",
        "com.github.benmanes.caffeine..",
        "org.slf4j..",
        "org.jspecify..",
    };

    @Test
    void storeDependsOnItsLibrariesAndTheContractsOnly() {
        JavaClasses store = new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .importPackages("io.cloakroom.rules.store");

        classes().should().onlyDependOnClassesThat().resideInAnyPackage(ALLOWED).check(store);
    }
}
