package io.ringwatch.agent.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** What standard input, output and error are connected to. */
public final class Terminal {
    private static final int COLUMNS_MIN = 40;
    private static final int COLUMNS_MAX = 1000;
    private static final int COLUMNS_USUAL = 100;

    private Terminal() {}

    /**
     * Whether a file descriptor, 0 to 2, is a terminal. System.console() cannot tell them apart.
     */
    public static boolean isTerminal(int descriptor) {
        try {
            Path target = Files.readSymbolicLink(Path.of("/proc/self/fd/" + descriptor));
            return target.startsWith("/dev/pts") || target.toString().startsWith("/dev/tty");
        } catch (IOException e) {
            return false;
        }
    }

    /** Colours on a terminal that has them, unless their user has asked for none. */
    public static boolean colour() {
        Map<String, String> env = System.getenv();
        return env.getOrDefault("NO_COLOR", "").isEmpty()
                && !env.getOrDefault("TERM", "dumb").equals("dumb")
                && isTerminal(1);
    }

    /** Width of the terminal where the shell tells it. */
    public static int columns() {
        String columns = System.getenv().getOrDefault("COLUMNS", "");
        if (!columns.matches("[0-9]{1,4}")) {
            return COLUMNS_USUAL;
        }
        return Math.min(COLUMNS_MAX, Math.max(COLUMNS_MIN, Integer.parseInt(columns)));
    }

    /**
     * Asks who sits at the terminal; only the whole word yes is one.
     *
     * @throws CliException if nobody does
     */
    static boolean confirms(String question) {
        if (!isTerminal(0)) {
            throw new CliException(
                    ExitCodes.BAD_INPUT, "nobody at a terminal to confirm it; add --yes");
        }
        System.err.print(question + " Type yes to go on: ");
        System.err.flush();
        try {
            // Standard input stays open for whoever reads it next.
            var reader =
                    new BufferedReader(new InputStreamReader(System.in, Charset.defaultCharset()));
            return "yes".equals(reader.readLine());
        } catch (IOException e) {
            return false;
        }
    }
}
