package io.ringwatch.demo.command;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class DemoCommandTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "--break ftp:fire",
                "--break web9:power",
                "--break ftp",
                "--profile slow",
                "--servers 1",
                "--servers 41",
                "--servers many",
                "--servers 2 --no-fence --no-witness --break none",
                "--frobnicate"
            })
    void shouldRefuseWhatItDoesNotUnderstand(String arguments) {
        assertEquals(2, new CommandLine(new DemoCommand()).execute(arguments.split(" ")));
    }
}
