package io.ringwatch.agent.probe;

import io.ringwatch.agent.config.RingConfig.ServiceCheck;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Chooses the probe that the ring file asks for. */
public final class ServiceProbes {
    private static final Map<String, Set<String>> OPTIONS = options();

    private ServiceProbes() {}

    /**
     * The probe of a service.
     *
     * @throws IllegalArgumentException if {@link #faults} is not empty
     */
    public static ServiceProbe of(ServiceCheck check) {
        List<String> faults = faults(check);
        if (!faults.isEmpty()) {
            throw new IllegalArgumentException(String.join("; ", faults));
        }
        int port = check.port();
        return switch (check.kind()) {
            case "tcp" -> Dialogue.tcp(port, check.options().getOrDefault("expect", ""));
            case "smtp" -> Dialogue.smtp(port);
            case "pop3" -> Dialogue.pop3(port);
            case "imap" -> Dialogue.imap(port);
            case "ssh" -> Dialogue.ssh(port);
            case "ftp" -> new FtpProbe(port, check.options());
            case "http" -> HttpProbe.direct(port, check.options());
            case "proxy" -> HttpProbe.proxy(port, check.options());
            case "command" -> new CommandProbe(check.options().getOrDefault("command", ""));
            default -> throw new IllegalArgumentException("kind " + check.kind());
        };
    }

    /**
     * Everything that is wrong with a service's description, one sentence each; empty if nothing
     * is.
     */
    public static List<String> faults(ServiceCheck check) {
        var faults = new ArrayList<String>();
        Set<String> allowed = OPTIONS.get(check.kind());
        if (allowed == null) {
            faults.add(
                    "unknown kind " + check.kind() + ": one of " + new TreeSet<>(OPTIONS.keySet()));
            return faults;
        }
        for (String option : new TreeSet<>(check.options().keySet())) {
            if (!allowed.contains(option)) {
                faults.add(
                        check.kind() + " has no option " + option + ": " + new TreeSet<>(allowed));
            }
        }
        boolean command = check.kind().equals("command");
        if (command && check.options().getOrDefault("command", "").isBlank()) {
            faults.add("command needs the option command");
        }
        if (!command && (check.port() < 1 || check.port() > 65_535)) {
            faults.add("port " + check.port() + " is not within 1..65535");
        }
        if (check.kind().equals("proxy")
                && check.options().containsKey("url") == check.options().containsKey("connect")) {
            faults.add("proxy needs one of the options url and connect");
        }
        if (!check.options().getOrDefault("status", "200").matches("[1-5][0-9][0-9]")) {
            faults.add("status " + check.options().get("status") + " is not within 100..599");
        }
        return faults;
    }

    private static Map<String, Set<String>> options() {
        var options = new HashMap<String, Set<String>>();
        options.put("tcp", Set.of("expect"));
        options.put("ftp", Set.of("user", "password", "retr", "content"));
        options.put("http", Set.of("path", "host", "status", "content"));
        options.put("proxy", Set.of("url", "connect", "status", "content"));
        options.put("command", Set.of("command"));
        List.of("smtp", "pop3", "imap", "ssh").forEach(kind -> options.put(kind, Set.of()));
        return Map.copyOf(options);
    }
}
