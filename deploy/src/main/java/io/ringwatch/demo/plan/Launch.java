package io.ringwatch.demo.plan;

import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** How processes are started: with the Java, the libraries and the class archive of this one. */
public final class Launch {
    private static final String AGENT_MAIN = "io.ringwatch.agent.cli.Ringwatch";

    /** The terminal's interrupt reaches all; only the demonstration itself is to obey it. */
    private static final List<String> SHELTERED =
            List.of("sh", "-c", "trap '' INT HUP; exec \"$@\"", "ringwatch-demo");

    private Launch() {}

    /** Command of a small process, without its main class. */
    public static List<String> small() {
        var command = new ArrayList<>(SHELTERED);
        command.add(java());
        command.addAll(inherited("-XX:SharedArchiveFile", "-Xlog:cds", "-Xlog:class+path"));
        command.addAll(
                List.of(
                        "-Xshare:auto",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-XX:-UsePerfData",
                        "-Xss256k",
                        "-Xms4m",
                        "-Xmx32m",
                        "-cp",
                        System.getProperty("java.class.path")));
        return command;
    }

    /** Command of an agent, without its arguments. */
    public static List<String> agent() {
        var command = new ArrayList<String>();
        command.add(java());
        command.addAll(
                inherited(
                        "--add-",
                        "--enable-native-access",
                        "--sun-misc-unsafe",
                        "-XX:SharedArchiveFile",
                        "-Xlog:cds",
                        "-Xlog:class+path",
                        "-Dringwatch."));
        command.addAll(
                List.of(
                        "-Xshare:auto",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-XX:-UsePerfData",
                        "-XX:+ExitOnOutOfMemoryError",
                        "-Xms16m",
                        "-Xmx64m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        AGENT_MAIN));
        return command;
    }

    private static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    private static List<String> inherited(String... beginnings) {
        var inherited = new ArrayList<String>();
        for (String argument : ManagementFactory.getRuntimeMXBean().getInputArguments()) {
            for (String beginning : beginnings) {
                if (argument.startsWith(beginning)) {
                    inherited.add(argument);
                }
            }
        }
        return inherited;
    }
}
