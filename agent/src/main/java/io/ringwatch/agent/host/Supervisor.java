package io.ringwatch.agent.host;

import io.ringwatch.agent.config.HostOptions;
import io.ringwatch.agent.drivers.DriverException;
import io.ringwatch.agent.process.ProcessEnd;
import io.ringwatch.agent.process.ProcessRun;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Restarts daemons, and this machine: by systemd where it runs, or by the commands that the ring
 * file has for it.
 */
final class Supervisor implements Daemons {
    private static final Duration REBOOT_LIMIT = Duration.ofSeconds(8);
    private static final Duration LOOK_LIMIT = Duration.ofSeconds(3);

    /** Units that go by another name than the daemon, in the order in which they are tried. */
    private static final Map<String, List<String>> UNITS =
            Map.of(
                    "httpd", List.of("httpd", "apache2"),
                    "apache2", List.of("apache2", "httpd"),
                    "sshd", List.of("sshd", "ssh"),
                    "ssh", List.of("ssh", "sshd"),
                    "exim", List.of("exim", "exim4"),
                    "exim4", List.of("exim4", "exim"),
                    "named", List.of("named", "bind9"),
                    "mysqld", List.of("mysqld", "mysql", "mariadb"));

    private final HostOptions options;
    private final Path systemdMark;
    private final String systemctl;

    Supervisor(HostOptions options) {
        this(options, Path.of("/run/systemd/system"), "systemctl");
    }

    /**
     * @param systemdMark there if systemd runs this machine
     * @param systemctl its tool
     */
    Supervisor(HostOptions options, Path systemdMark, String systemctl) {
        this.options = options;
        this.systemdMark = systemdMark;
        this.systemctl = systemctl;
    }

    @Override
    public void restart(String service, Duration limit) throws DriverException {
        order(options.serviceRestart(), "restart", service, limit);
    }

    @Override
    public void stop(String service, Duration limit) throws DriverException {
        order(options.serviceStop(), "stop", service, limit);
    }

    private void order(List<String> own, String verb, String service, Duration limit)
            throws DriverException {
        long untilNs = System.nanoTime() + limit.toNanos();
        List<String> command = new ArrayList<>(own);
        if (!command.isEmpty()) {
            command.add(service);
        } else if (Files.isDirectory(systemdMark)) {
            command.addAll(List.of(systemctl, verb, unit(service)));
        } else {
            throw new DriverException(
                    "no systemd here, and no driver-options.service-" + verb + " in the ring file");
        }
        run(command, Duration.ofNanos(untilNs - System.nanoTime()));
    }

    /** The name under which systemd knows a daemon. */
    private String unit(String service) throws DriverException {
        List<String> names = UNITS.getOrDefault(service, List.of(service));
        for (String name : names) {
            var command =
                    List.of(
                            systemctl,
                            "show",
                            "--property=LoadState",
                            "--value",
                            name + ".service");
            ProcessEnd end = ProcessRun.run(command, Map.of("LC_ALL", "C"), "", LOOK_LIMIT);
            if (end.ok() && end.firstLine().equals("loaded")) {
                return name + ".service";
            }
        }
        throw new DriverException("systemd knows no unit " + String.join(" or ", names));
    }

    /** Has this machine restart; it may still answer for some seconds. */
    void restartMachine(String reason) throws DriverException {
        List<String> command = new ArrayList<>(options.serverRestart());
        if (!command.isEmpty()) {
            command.add(reason);
        } else if (Files.isDirectory(systemdMark)) {
            command.addAll(List.of(systemctl, "--no-block", "reboot"));
        } else {
            throw new DriverException(
                    "no systemd here, and no driver-options.server-restart in the ring file");
        }
        run(command, REBOOT_LIMIT);
    }

    private static void run(List<String> command, Duration limit) throws DriverException {
        ProcessEnd end = ProcessRun.run(command, Map.of("LC_ALL", "C"), "", limit);
        if (!end.ok()) {
            throw new DriverException(
                    String.join(" ", command)
                            + switch (end.how()) {
                                case LATE -> " did not end within " + limit.toMillis() + " ms";
                                case NOT_STARTED -> " does not start: " + end.firstLine();
                                case EXITED ->
                                        " ends with " + end.exitCode() + ": " + end.firstLine();
                            });
        }
    }
}
