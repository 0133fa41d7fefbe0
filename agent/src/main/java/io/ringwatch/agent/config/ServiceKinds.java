package io.ringwatch.agent.config;

import io.ringwatch.agent.config.RingConfig.ServiceCheck;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** The kinds of service examination, their options, and the daemons known by name. */
public final class ServiceKinds {
    private static final Map<String, Set<String>> OPTIONS = options();
    private static final Map<String, ServiceCheck> DAEMONS = daemons();

    private ServiceKinds() {}

    /** Names of the kinds, sorted. */
    public static List<String> kinds() {
        return List.copyOf(new TreeSet<>(OPTIONS.keySet()));
    }

    /** Daemons whose examination need not be described, by name. */
    static Map<String, ServiceCheck> known() {
        return DAEMONS;
    }

    /**
     * Everything that is wrong with a service's description; empty if nothing is.
     *
     * @return for each fault the key or option it concerns, and one sentence
     */
    public static List<KindFault> faults(ServiceCheck check) {
        var faults = new ArrayList<KindFault>();
        Set<String> allowed = OPTIONS.get(check.kind());
        if (allowed == null) {
            String rule = "unknown kind " + check.kind() + ": one of " + kinds();
            return List.of(new KindFault("kind", rule + Spelling.hint(check.kind(), kinds())));
        }
        for (String option : new TreeSet<>(check.options().keySet())) {
            if (!allowed.contains(option)) {
                String rule = check.kind() + " has no option " + option;
                faults.add(new KindFault(option, rule + ": " + new TreeSet<>(allowed)));
            }
        }
        boolean command = check.kind().equals("command");
        if (command && check.options().getOrDefault("command", "").isBlank()) {
            faults.add(new KindFault("command", "command needs the option command"));
        }
        if (!command && (check.port() < 1 || check.port() > 65_535)) {
            faults.add(new KindFault("port", "port " + check.port() + " is not within 1..65535"));
        }
        if (check.kind().equals("proxy")
                && check.options().containsKey("url") == check.options().containsKey("connect")) {
            faults.add(new KindFault("url", "proxy needs one of the options url and connect"));
        }
        String status = check.options().getOrDefault("status", "200");
        if (!status.matches("[1-5][0-9][0-9]")) {
            faults.add(new KindFault("status", "status " + status + " is not within 100..599"));
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

    private static Map<String, ServiceCheck> daemons() {
        var daemons = new HashMap<String, ServiceCheck>();
        put(daemons, "ftp", 21, "vsftpd", "proftpd", "pure-ftpd");
        put(daemons, "smtp", 25, "postfix", "exim4", "exim", "sendmail");
        put(daemons, "imap", 143, "dovecot");
        put(daemons, "http", 80, "httpd", "apache2", "nginx", "lighttpd");
        put(daemons, "ssh", 22, "sshd", "ssh");
        put(daemons, "tcp", 53, "named", "unbound");
        put(daemons, "tcp", 3306, "mysqld", "mariadb");
        put(daemons, "tcp", 5432, "postgresql");
        // A proxy that is asked for a page of its own refuses in its own words, and that is a
        // whole transaction without a third machine that might be down.
        daemons.put("squid", new ServiceCheck("squid", "http", 3128, Map.of("status", "400")));
        return Map.copyOf(daemons);
    }

    private static void put(
            Map<String, ServiceCheck> daemons, String kind, int port, String... names) {
        for (String name : names) {
            daemons.put(name, new ServiceCheck(name, kind, port, Map.of()));
        }
    }

    /**
     * @param key the key or option it concerns
     * @param rule one sentence
     */
    public record KindFault(String key, String rule) {}
}
