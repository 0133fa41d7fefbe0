package io.ringwatch.agent.config;

import io.ringwatch.agent.config.RingConfig.ServiceCheck;
import io.ringwatch.agent.json.Node;
import io.ringwatch.agent.json.Node.Mapping;
import io.ringwatch.agent.json.Node.Scalar;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads the services of one server: bare names of known daemons, or descriptions. */
final class ServiceSection {
    static final int SERVICES_MAX = 16;
    private static final List<String> KEYS = List.of("name", "kind", "port", "options");

    private final Section server;
    private final List<ServiceCheck> checks = new ArrayList<>();
    private final Claims names;
    private final Claims ports;

    private ServiceSection(Section server) {
        this.server = server;
        this.names = new Claims(server.faults());
        this.ports = new Claims(server.faults());
    }

    /**
     * @param server the section that has the key {@code services}
     * @param peerPort the port of its agent, which no service may use
     */
    static List<ServiceCheck> read(Section server, int peerPort) {
        var section = new ServiceSection(server);
        section.ports.take(Integer.toString(peerPort), server.line("port"), server.key("port"));
        List<Node> items = server.require("services", "at least one service").items("services");
        if (server.has("services") && items.isEmpty()) {
            server.fault("services", "", "expected at least one service");
        }
        if (items.size() > SERVICES_MAX) {
            server.fault("services", items.size() + " services", "at most " + SERVICES_MAX);
        }
        for (int i = 0; i < items.size(); i++) {
            section.one(items.get(i), server.key("services[" + i + "]"));
        }
        return section.checks;
    }

    private void one(Node item, String key) {
        if (item instanceof Scalar name) {
            bare(name, key);
        } else if (item instanceof Mapping mapping) {
            described(Section.of(server.faults(), key, mapping, KEYS));
        } else {
            server.faults().add(item.line(), key, item.found(), "expected a daemon's name");
        }
    }

    private void bare(Scalar name, String key) {
        ServiceCheck known = ServiceKinds.known().get(name.text());
        if (known == null) {
            server.faults()
                    .add(
                            name.line(),
                            key,
                            name.found(),
                            "not a daemon known by name: describe it as {name, kind, port}"
                                    + Spelling.hint(name.text(), ServiceKinds.known().keySet()));
            return;
        }
        add(known, name.line(), key, key);
    }

    private void described(Section section) {
        Optional<String> name = section.require("name", "the daemon's name").text("name", "a name");
        if (name.isEmpty()) {
            return;
        }
        ServiceCheck known = ServiceKinds.known().get(name.get());
        if (known == null) {
            section.require("kind", "how to examine it, one of " + ServiceKinds.kinds());
        }
        Optional<String> kind = section.text("kind", "a kind of examination");
        if (kind.isEmpty() && known == null) {
            return;
        }
        boolean sameKind = known != null && kind.filter(k -> !k.equals(known.kind())).isEmpty();
        Map<String, String> options =
                section.section("options", List.of()).map(Section::texts).orElse(Map.of());
        if (options.isEmpty() && known != null && sameKind) {
            options = known.options();
        }
        int port = section.wholeNumber("port", 1, 65_535).orElse(known == null ? 0 : known.port());
        String usedKind = kind.orElse(known == null ? "" : known.kind());
        var check = new ServiceCheck(name.get(), usedKind, port, Map.copyOf(options));
        for (ServiceKinds.KindFault fault : ServiceKinds.faults(check)) {
            boolean own = KEYS.contains(fault.key());
            section.fault(own ? fault.key() : "options", "", fault.rule());
        }
        add(check, section.line("port"), section.key("name"), section.key("port"));
    }

    private void add(ServiceCheck check, int line, String nameKey, String portKey) {
        names.take(check.name(), line, nameKey);
        if (check.port() != 0) {
            ports.take(Integer.toString(check.port()), line, portKey);
        }
        checks.add(check);
    }
}
