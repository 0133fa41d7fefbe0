package io.ringwatch.agent.config;

import io.ringwatch.agent.config.RingConfig.FenceLevel;
import io.ringwatch.agent.config.RingConfig.Machine;
import io.ringwatch.agent.config.RingConfig.ServiceCheck;
import io.ringwatch.agent.json.Node;
import io.ringwatch.agent.json.Node.Scalar;
import io.ringwatch.ring.Isolation;
import io.ringwatch.ring.Ring;
import io.ringwatch.ring.Server;
import io.ringwatch.ring.ServerType;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;

/** Reads one member: a server or the witness. What a server leaves out, the defaults say. */
final class MachineSection {
    static final int PEER_PORT = 7420;
    static final String WITHOUT_VIP = "services-without-vip";
    static final List<String> WITNESS_KEYS =
            List.of("name", "service-address", "management-address", "port", "fence");
    static final List<String> DEFAULT_KEYS =
            List.of("port", "gateway", "type", "isolation", WITHOUT_VIP, "guest-memory");
    static final List<String> SERVER_KEYS =
            List.of(
                    "number",
                    "name",
                    "service-address",
                    "management-address",
                    "port",
                    "mac",
                    "gateway",
                    "vips",
                    "type",
                    "services",
                    "isolation",
                    WITHOUT_VIP,
                    "virtual-server",
                    "virtual-address",
                    "procedure",
                    "guest-memory",
                    "fence");
    private static final int VIPS_MAX = 16;
    private static final long GUEST_MEMORY_KB = 2L * 1024 * 1024;
    private static final String NAME = "[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?";

    private final Section section;
    private final Section defaults;
    private final RingClaims claims;

    MachineSection(Section section, Section defaults, RingClaims claims) {
        this.section = section;
        this.defaults = defaults;
        this.claims = claims;
    }

    /** The section that says this: the server's own, or the defaults if it leaves the key out. */
    private Section where(String key) {
        return section.has(key) || !defaults.has(key) ? section : defaults;
    }

    Machine witness() {
        return new Machine(
                Ring.WITNESS,
                name("witness"),
                address("service-address"),
                address("management-address"),
                where("port").wholeNumber("port", 1, 65_535).orElse(PEER_PORT),
                "",
                "",
                List.of(),
                "",
                "",
                FenceSection.read(section));
    }

    Pair server() {
        int number = number();
        String name = name("");
        String service = address("service-address");
        String management = address("management-address");
        int port = where("port").wholeNumber("port", 1, 65_535).orElse(PEER_PORT);
        List<String> vips = vips();
        List<ServiceCheck> checks = ServiceSection.read(section, port);
        List<FenceLevel> fences = FenceSection.read(section);
        section.require("procedure", "directory of its installation procedure");
        var machine =
                new Machine(
                        number,
                        name,
                        service,
                        management,
                        port,
                        mac(),
                        gateway(service),
                        checks,
                        section.text("procedure", "a directory").orElse(""),
                        virtualAddress(),
                        fences);
        var server =
                new Server(
                        number,
                        name,
                        type(),
                        vips,
                        checks.stream().map(ServiceCheck::name).toList(),
                        isolation(),
                        !fences.isEmpty(),
                        guestMemoryKb(),
                        virtualName(name),
                        stopsServices());
        return new Pair(server, machine);
    }

    private int number() {
        section.require("number", "its place in the ring, 1.." + Ring.NUMBER_MAX);
        Optional<Integer> number = section.wholeNumber("number", 1, Ring.NUMBER_MAX);
        number.ifPresent(
                n ->
                        claims.numbers()
                                .take(
                                        Integer.toString(n),
                                        section.line("number"),
                                        section.key("number")));
        return number.orElse(0);
    }

    private String name(String preset) {
        if (preset.isEmpty()) {
            section.require("name", "its host name");
        }
        String name = section.text("name", "a host name").orElse(preset);
        takeName("name", name);
        if (preset.isEmpty() && name.equalsIgnoreCase("witness")) {
            section.fault("name", '"' + name + '"', "only the witness is called that");
        }
        return name;
    }

    private void takeName(String key, String name) {
        if (name.isEmpty()) {
            return;
        }
        if (!name.matches(NAME) || name.matches("[0-9]+")) {
            section.fault(
                    key,
                    '"' + name + '"',
                    "expected letters, digits and hyphens, at most 63, and not only digits");
        }
        int line = section.line(section.has(key) ? key : "name");
        claims.names().take(name.toLowerCase(Locale.ROOT), line, section.key(key));
    }

    private String virtualName(String name) {
        Optional<String> given = section.text("virtual-server", "a name");
        String virtual = given.orElse(name.isEmpty() ? "" : name + "b");
        takeName("virtual-server", virtual);
        return virtual;
    }

    private String address(String key) {
        section.require(key, "an IPv4 address");
        Optional<String> text = section.text(key, "an IPv4 address");
        text.ifPresent(ip -> claims.address(ip, section.line(key), section.key(key)));
        return text.orElse("");
    }

    private String virtualAddress() {
        String key = "virtual-address";
        Optional<String> text = section.text(key, "an IPv4 address");
        text.ifPresent(ip -> claims.address(ip, section.line(key), section.key(key)));
        return text.orElse("");
    }

    private List<String> vips() {
        List<Node> items = section.require("vips", "at least one virtual IP address").items("vips");
        if (section.has("vips") && items.isEmpty()) {
            section.fault("vips", "", "expected at least one virtual IP address");
        }
        if (items.size() > VIPS_MAX) {
            section.fault("vips", items.size() + " addresses", "at most " + VIPS_MAX);
        }
        var vips = new ArrayList<String>();
        for (int i = 0; i < items.size(); i++) {
            String key = section.key("vips[" + i + "]");
            if (items.get(i) instanceof Scalar vip) {
                claims.vip(vip.text(), vip.line(), key);
                vips.add(vip.text());
            } else {
                String found = items.get(i).found();
                section.faults().add(items.get(i).line(), key, found, "expected an IP address");
            }
        }
        return vips;
    }

    private String mac() {
        section.require("mac", "the MAC address that wakes it");
        Optional<String> text = section.text("mac", "a MAC address").map(MachineSection::lower);
        text.ifPresent(
                mac -> {
                    Optional<String> fault = Addresses.faultOfMac(mac);
                    fault.ifPresent(rule -> section.fault("mac", '"' + mac + '"', rule));
                    claims.macs().take(mac, section.line("mac"), section.key("mac"));
                });
        return text.orElse("");
    }

    private static String lower(String text) {
        return text.toLowerCase(Locale.ROOT).replace('-', ':');
    }

    private String gateway(String own) {
        Section from = where("gateway");
        from.require("gateway", "its default gateway");
        Optional<String> text = from.text("gateway", "an IPv4 address");
        text.flatMap(Addresses::faultOfIp)
                .ifPresent(rule -> from.fault("gateway", '"' + text.get() + '"', rule));
        if (text.isPresent() && text.get().equals(own)) {
            from.fault(
                    "gateway",
                    '"' + own + '"',
                    "is the server's own address; it could never see that its network is gone");
        }
        return text.orElse("");
    }

    private ServerType type() {
        Section from = where("type");
        from.require("type", "what it mainly uses: CPU, NETWORK or CPU_NET");
        return from.word("type", List.of("CPU", "NETWORK", "CPU_NET"))
                .map(ServerType::valueOf)
                .orElse(ServerType.CPU_NET);
    }

    private Isolation isolation() {
        Optional<String> word = where("isolation").word("isolation", List.of("drop", "keep"));
        return word.filter("keep"::equals).isPresent() ? Isolation.KEEP : Isolation.DROP;
    }

    private boolean stopsServices() {
        Optional<String> word =
                where(WITHOUT_VIP).word(WITHOUT_VIP, List.of("run", WithoutVip.STOP));
        return word.filter(WithoutVip.STOP::equals).isPresent();
    }

    private long guestMemoryKb() {
        Section from = where("guest-memory");
        String expected = "a size with its unit (kB, MB, GB), such as 2 GB";
        Optional<String> text = from.text("guest-memory", expected);
        if (text.isEmpty()) {
            return GUEST_MEMORY_KB;
        }
        OptionalLong kb = Quantity.sizeKb(text.get());
        if (kb.isEmpty() || kb.getAsLong() < 1) {
            from.fault("guest-memory", '"' + text.get() + '"', "expected " + expected);
        }
        return kb.orElse(GUEST_MEMORY_KB);
    }

    /** A server for decisions and as a machine. */
    record Pair(Server server, Machine machine) {}
}
