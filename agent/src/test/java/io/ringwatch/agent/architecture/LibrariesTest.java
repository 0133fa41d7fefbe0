package io.ringwatch.agent.architecture;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import io.ringwatch.agent.metrics.Counters;
import java.net.URI;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Each outside library is known to one package, so that it can be replaced there. */
final class LibrariesTest {
    private static final JavaClasses AGENT = agent();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ch.qos.logback.",
                "com.fasterxml.jackson.",
                "com.sun.jna.",
                "io.micrometer.",
                "io.netty.",
                "net.openhft.",
                "org.libvirt.",
                "org.snakeyaml.",
                "picocli."
            })
    void shouldBeImportedByOnePackage(String library) {
        Set<String> importers = importers(library);

        assertTrue(importers.size() <= 1, library + " is imported by " + importers);
    }

    @Test
    void shouldSeeWhoImportsALibrary() {
        assertEquals(Set.of(Counters.class.getPackageName()), importers("io.micrometer."));
    }

    private static Set<String> importers(String library) {
        Set<String> importers = new TreeSet<>();
        for (JavaClass type : AGENT.that(resideInAPackage("io.ringwatch.."))) {
            for (Dependency dependency : type.getDirectDependenciesFromSelf()) {
                if (dependency.getTargetClass().getName().startsWith(library)) {
                    importers.add(type.getPackageName());
                }
            }
        }
        return importers;
    }

    private static JavaClasses agent() {
        var location = Counters.class.getProtectionDomain().getCodeSource().getLocation();
        return new ClassFileImporter().importPath(Path.of(URI.create(location.toString())));
    }
}
