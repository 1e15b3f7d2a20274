package io.cloakroom.extension.backend;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

class ArchitectureTest {

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("io.cloakroom.extension");

    @Test
    void ofCloakroomOnlyTheRulesAreKnown() {
        noClasses()
                .should()
                .dependOnClassesThat(resideInAPackage("io.cloakroom..")
                        .and(not(resideInAnyPackage("io.cloakroom.rules..", "io.cloakroom.extension.."))))
                .check(CLASSES);
    }
}
