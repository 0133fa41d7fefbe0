package io.ringwatch.purity;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noMethods;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.lang.ArchRule;
import java.util.Random;
import java.util.Set;

/** What the core must not touch, each with a class that does. */
enum Purity {
    /** Whoever opens a file, a socket or a process touches the world. */
    INPUT_AND_OUTPUT(
            noClasses()
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(
                            "java.io..",
                            "java.net..",
                            "java.nio.file..",
                            "java.nio.channels..",
                            "javax..",
                            "sun..",
                            "jdk.."),
            Impure.Reader.class),

    /** One thread owns a member; it needs no other, and no lock. */
    THREADS(
            noClasses()
                    .should()
                    .dependOnClassesThat()
                    .resideInAPackage("java.util.concurrent..")
                    .orShould()
                    .dependOnClassesThat()
                    .haveNameMatching(
                            "java\\.lang\\.(Thread|ThreadLocal|Runtime|Process.*)"
                                    + "|java\\.util\\.Timer.*"),
            Impure.Starter.class),

    /** A lock would mean a second thread. */
    SYNCHRONIZED_METHODS(
            noMethods().should().haveModifier(JavaModifier.SYNCHRONIZED), Impure.Guarded.class),

    /** So would a volatile field. */
    VOLATILE_FIELDS(noFields().should().haveModifier(JavaModifier.VOLATILE), Impure.Guarded.class),

    /** Time comes in as an argument. */
    CLOCKS(
            noClasses()
                    .should()
                    .callMethodWhere(readsAClock())
                    .orShould()
                    .dependOnClassesThat()
                    .haveFullyQualifiedName("java.time.Clock"),
            Impure.Watcher.class),

    /** Of the machine's own state nothing but copying of arrays. */
    ENVIRONMENT(
            noClasses()
                    .should()
                    .callMethodWhere(usesSystem())
                    .orShould()
                    .accessField(System.class, "out"),
            Impure.Watcher.class),

    /** Randomness comes in with its seed. */
    RANDOMNESS(
            noClasses()
                    .should()
                    .callConstructor(Random.class)
                    .orShould()
                    .callMethod(Math.class, "random")
                    .orShould()
                    .callMethod(java.util.UUID.class, "randomUUID")
                    .orShould()
                    .dependOnClassesThat()
                    .haveNameMatching(
                            "java\\.security\\.SecureRandom|java\\.util\\.SplittableRandom"),
            Impure.Gambler.class),

    /** Whatever is worth telling is an effect. */
    LOGGING(
            noClasses()
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage("org.slf4j..", "java.util.logging..")
                    .orShould()
                    .dependOnClassesThat()
                    .haveNameMatching("java\\.lang\\.System\\$Logger.*"),
            Impure.Talker.class);

    final ArchRule rule;
    final Class<?> example;

    Purity(ArchRule rule, Class<?> example) {
        this.rule = rule;
        this.example = example;
    }

    private static DescribedPredicate<JavaCall<?>> readsAClock() {
        return DescribedPredicate.describe(
                "read a clock",
                call ->
                        (call.getTargetOwner().getPackageName().equals("java.time")
                                        && call.getName().equals("now"))
                                || (call.getTargetOwner().isEquivalentTo(System.class)
                                        && Set.of("nanoTime", "currentTimeMillis")
                                                .contains(call.getName())));
    }

    private static DescribedPredicate<JavaCall<?>> usesSystem() {
        return DescribedPredicate.describe(
                "use more of System than arraycopy",
                call ->
                        call.getTargetOwner().isEquivalentTo(System.class)
                                && !call.getName().equals("arraycopy"));
    }
}
