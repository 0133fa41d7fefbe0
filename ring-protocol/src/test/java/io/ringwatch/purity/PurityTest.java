package io.ringwatch.purity;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import io.ringwatch.member.RingMember;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The core decides and does nothing else: the same inputs at the same times must give the same
 * effects, on any machine, or neither the simulator nor a replay tells the truth.
 */
final class PurityTest {
    private static final Pattern SYNCHRONIZED_BLOCK = Pattern.compile("\\bsynchronized\\s*\\(");

    private static final JavaClasses CORE = core();

    @ParameterizedTest
    @EnumSource(Purity.class)
    void shouldHoldInTheWholeCore(Purity rule) {
        assertTrue(CORE.contain(RingMember.class), "not the core");
        assertFalse(CORE.contain(PurityTest.class), "tests, too");
        rule.rule.check(CORE);
    }

    /** A rule that cannot fail guards nothing. */
    @ParameterizedTest
    @EnumSource(Purity.class)
    void shouldFireOnWhatItForbids(Purity rule) {
        JavaClasses impure = new ClassFileImporter().importClasses(rule.example);

        assertTrue(rule.rule.evaluate(impure).hasViolation(), rule + " let its example pass");
    }

    /** Monitors leave no trace that the class file importer shows; the source does. */
    @Test
    void shouldContainNoSynchronizedBlock() throws IOException {
        List<Path> found = new ArrayList<>();
        try (Stream<Path> sources = Files.walk(Path.of("src", "main", "java"))) {
            for (Path source : sources.filter(p -> p.toString().endsWith(".java")).toList()) {
                if (SYNCHRONIZED_BLOCK.matcher(Files.readString(source)).find()) {
                    found.add(source);
                }
            }
        }
        assertEquals(List.of(), found);
    }

    private static JavaClasses core() {
        var location = RingMember.class.getProtectionDomain().getCodeSource().getLocation();
        return new ClassFileImporter().importPath(Path.of(URI.create(location.toString())));
    }
}
