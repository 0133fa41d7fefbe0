package io.ringwatch.deploy.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Assumptions;

/** Whether there can be a lab on this machine. */
final class LabRequirement {
    private static final String SETUP = Path.of("lab/setup").toAbsolutePath().toString();
    private static final int LIMIT_SECONDS = 300;

    private LabRequirement() {}

    /** Skips the tests where there can be no lab, with a line that says why. */
    static void assume() throws Exception {
        LabTool.Ran check = LabTool.process(LIMIT_SECONDS, List.of(SETUP, "--check"));
        if ("true".equals(System.getenv("RINGWATCH_ROOT_TESTS_REQUIRED"))) {
            assertEquals(0, check.code(), "must be tested here: " + check.text());
        } else if (check.code() != 0) {
            System.out.println(
                    "The lab is not tested: "
                            + check.text().strip()
                            + " To have it tested: sudo deploy/lab/setup, then sudo mvn verify");
        }
        Assumptions.assumeTrue(check.code() == 0, check.text());
    }
}
