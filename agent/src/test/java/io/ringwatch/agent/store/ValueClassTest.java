package io.ringwatch.agent.store;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import net.openhft.chronicle.values.ValueModel;
import org.junit.jupiter.api.Test;

/** The class that is kept in the sources is the one that the library would generate. */
class ValueClassTest {
    private static final String NAME = "VanillaGlobalMutableState$$Native";
    private static final Path SOURCE =
            Path.of("src/main/java/net/openhft/chronicle/hash/" + NAME + ".java");

    @Test
    void shouldEqualWhatTheLibraryGenerates() throws Exception {
        Class<?> type = Class.forName("net.openhft.chronicle.hash.VanillaGlobalMutableState");
        Class<?> generators = Class.forName("net.openhft.chronicle.values.Generators");
        Method generate =
                generators.getDeclaredMethod("generateNativeClass", ValueModel.class, String.class);
        generate.setAccessible(true);
        String generated = (String) generate.invoke(null, ValueModel.acquire(type), NAME);
        String kept = Files.readString(SOURCE);
        String body =
                kept.substring(kept.indexOf("package "))
                        .replace("@SuppressWarnings({\"all\", \"rawtypes\"})\n", "");
        assertEquals(generated.strip(), body.strip());
    }
}
