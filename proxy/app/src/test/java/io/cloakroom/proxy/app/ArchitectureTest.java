package io.cloakroom.proxy.app;

import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Who may know whom, over all modules; what each module may use of libraries stands in that module's own test. */
class ArchitectureTest {

    private static JavaClasses classes;

    @BeforeAll
    static void read() {
        classes = new ClassFileImporter()
                .withImportOption(new ImportOption.DoNotIncludeTests())
                .importPackages("io.cloakroom");
    }

    @Test
    void modulesKnowOnlyWhatTheyMay() {
        layeredArchitecture()
                .consideringOnlyDependenciesInLayers()
                .layer("rules/engine")
                .definedBy("io.cloakroom.rules.engine..")
                .layer("rules/wire")
                .definedBy("io.cloakroom.rules.wire..")
                .layer("rules/store")
                .definedBy("io.cloakroom.rules.store..")
                .layer("proxy/engine")
                .definedBy("io.cloakroom.proxy.engine..")
                .layer("proxy/testkit")
                .definedBy("io.cloakroom.proxy.testkit..")
                .layer("extension/backend")
                .definedBy("io.cloakroom.extension.backend..")
                .layer("proxy/app")
                .definedBy("io.cloakroom.proxy.app..")
                .whereLayer("proxy/app")
                .mayNotBeAccessedByAnyLayer()
                .whereLayer("proxy/testkit")
                .mayOnlyBeAccessedByLayers("proxy/app")
                .whereLayer("proxy/engine")
                .mayOnlyBeAccessedByLayers("proxy/app")
                .whereLayer("extension/backend")
                .mayOnlyBeAccessedByLayers("proxy/app")
                .whereLayer("rules/store")
                .mayOnlyBeAccessedByLayers("proxy/app")
                .whereLayer("rules/wire")
                .mayOnlyBeAccessedByLayers("proxy/engine", "extension/backend", "proxy/app")
                .check(classes);
    }

    @Test
    void modulesHaveNoCycles() {
        slices().matching("io.cloakroom.(*.*)..").should().beFreeOfCycles().check(classes);
    }
}
