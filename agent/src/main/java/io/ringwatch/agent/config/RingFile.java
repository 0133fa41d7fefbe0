package io.ringwatch.agent.config;

import io.ringwatch.agent.config.RingConfig.Machine;
import io.ringwatch.agent.json.MalformedTextException;
import io.ringwatch.agent.json.Node;
import io.ringwatch.agent.json.Node.Mapping;
import io.ringwatch.agent.json.Yaml;
import io.ringwatch.ring.Ring;
import io.ringwatch.ring.Server;
import io.ringwatch.ring.Timing;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The ring file: one YAML file that describes the whole ring, the same on all servers. It is read
 * as a whole, and all that is wrong with it is told at once; docs/ring-file.md describes its keys.
 */
public final class RingFile {
    /** Largest file, bytes; a thousand servers need about half of it. */
    public static final long SIZE_MAX_BYTES = 2L * 1024 * 1024;

    /** Marks the file that a package brings along, until somebody has described a ring in it. */
    private static final String EXAMPLE = "example";

    static final List<String> KEYS =
            List.of(
                    EXAMPLE,
                    "ring",
                    "profile",
                    "timing",
                    "witness",
                    "defaults",
                    "servers",
                    "drivers",
                    "driver-options",
                    "insecure");

    private final FaultList faults;
    private final List<Server> servers = new ArrayList<>();
    private final List<Section> sections = new ArrayList<>();
    private final List<Machine> machines = new ArrayList<>();

    private RingFile(String file) {
        this.faults = new FaultList(file);
    }

    /**
     * Reads and checks a ring file.
     *
     * @throws ConfigFaults if it must not be used
     */
    public static RingConfig read(Path file) throws ConfigFaults {
        return check(file).config();
    }

    /**
     * Reads and checks a ring file, and tells its warnings and computed floors too.
     *
     * @throws ConfigFaults if it must not be used
     */
    public static CheckedRing check(Path file) throws ConfigFaults {
        return parse(file.toString(), textOf(file));
    }

    /**
     * Checks the text of a ring file.
     *
     * @param file name of the file in messages
     * @throws ConfigFaults if it must not be used
     */
    public static CheckedRing parse(String file, String text) throws ConfigFaults {
        return new RingFile(file).whole(text);
    }

    private static String textOf(Path file) throws ConfigFaults {
        try {
            if (Files.size(file) > SIZE_MAX_BYTES) {
                throw unreadable(file, "larger than " + SIZE_MAX_BYTES + " bytes");
            }
            return Files.readString(file);
        } catch (NoSuchFileException e) {
            throw unreadable(file, "there is no such file");
        } catch (AccessDeniedException e) {
            throw unreadable(file, "not allowed to read it");
        } catch (CharacterCodingException e) {
            throw unreadable(file, "not UTF-8 text");
        } catch (IOException e) {
            throw unreadable(file, "cannot be read: " + e.getMessage());
        }
    }

    private static ConfigFaults unreadable(Path file, String rule) {
        return new ConfigFaults(List.of(new Fault(file.toString(), 1, "", "", rule)));
    }

    private CheckedRing whole(String text) throws ConfigFaults {
        Optional<Section> root = root(text);
        Optional<CheckedRing> checked = root.map(r -> ring(r, text));
        if (!faults.isEmpty() || checked.isEmpty()) {
            throw new ConfigFaults(faults.faults());
        }
        return checked.get();
    }

    private Optional<Section> root(String text) {
        try {
            Node node = Yaml.read(text);
            if (node instanceof Mapping mapping) {
                return Optional.of(Section.of(faults, "", mapping, KEYS));
            }
            faults.add(node.line(), "", node.found(), "expected a mapping with the key servers");
        } catch (MalformedTextException e) {
            faults.add(e.line(), "", "", "not YAML: " + e.getMessage());
        }
        return Optional.empty();
    }

    private CheckedRing ring(Section root, String text) {
        if (root.has(EXAMPLE)) {
            root.fault(
                    EXAMPLE,
                    root.text(EXAMPLE, "true").orElse(""),
                    "this is the example that the package brings along: describe your own ring in"
                            + " it, the same file on every server, then delete this line");
        }
        String name = root.require("ring", "name of the ring").text("ring", "a name").orElse("");
        Optional<String> profile = root.word("profile", TimingSection.PROFILES);
        Optional<Section> timings = root.section("timing", TimingSection.KEYS);
        Timing base = TimingSection.profile(profile.orElse("default"));
        Timing timing = timings.map(s -> TimingSection.read(s, base)).orElse(base);
        Section defaults =
                root.section("defaults", MachineSection.DEFAULT_KEYS)
                        .orElseGet(() -> nothing("defaults"));
        boolean isolationChosen = members(root, defaults);
        boolean insecure =
                root.word("insecure", List.of("true", "false")).filter("true"::equals).isPresent();
        String drivers = root.text("drivers", "name of the drivers").orElse(HostOptions.DRIVERS);
        Map<String, String> options = driverOptions(root, drivers);
        var ring = new Ring(name, servers, root.has("witness"), timing);
        new RingRules(ring, inRingOrder(ring), faults).check(root, isolationChosen);
        RingRules.exposure(machines, insecure, root);
        WithoutVip.check(sections, defaults, servers, drivers, options, timing.failBack());
        List<Floor> floors = TimingRules.floors(timing, means(drivers, options));
        TimingRules.check(timing, floors, timings.orElseGet(() -> nothing("timing")));
        var config = new RingConfig(ring, List.copyOf(machines), drivers, options, insecure, text);
        return new CheckedRing(config, faults.warnings(), floors);
    }

    private TimingRules.Means means(String drivers, Map<String, String> options) {
        boolean fenced = servers.stream().anyMatch(Server::fenced);
        boolean host = drivers.equals(HostOptions.DRIVERS);
        return new TimingRules.Means(fenced, host ? HostOptions.conflictProbeNs(options) : 0);
    }

    /** Those of the drivers host are known; of others only their drivers know what they mean. */
    private Map<String, String> driverOptions(Section root, String drivers) {
        boolean host = drivers.equals(HostOptions.DRIVERS);
        Optional<Section> section =
                root.section("driver-options", host ? HostOptions.KEYS : List.of());
        if (host) {
            section.ifPresent(
                    s ->
                            HostOptions.check(
                                    s, servers.stream().flatMap(v -> v.vips().stream()).toList()));
        }
        return section.map(Section::texts).orElse(Map.of());
    }

    private Section nothing(String key) {
        return Section.of(faults, key, new Mapping(1, List.of()), List.of());
    }

    /** Reads servers and witness; true if each server has an isolation that somebody wrote. */
    private boolean members(Section root, Section defaults) {
        var claims = new RingClaims(faults);
        boolean isolationChosen = true;
        List<Node> items = root.require("servers", "the servers of the ring").items("servers");
        for (int i = 0; i < items.size(); i++) {
            String key = "servers[" + i + "]";
            if (items.get(i) instanceof Mapping mapping) {
                Section section = Section.of(faults, key, mapping, MachineSection.SERVER_KEYS);
                var pair = new MachineSection(section, defaults, claims).server();
                servers.add(pair.server());
                machines.add(pair.machine());
                sections.add(section);
                isolationChosen &= section.has("isolation") || defaults.has("isolation");
            } else {
                faults.add(items.get(i).line(), key, items.get(i).found(), "expected a mapping");
            }
        }
        root.section("witness", MachineSection.WITNESS_KEYS)
                .ifPresent(s -> machines.add(witness(s, defaults, claims)));
        return isolationChosen;
    }

    private Machine witness(Section section, Section defaults, RingClaims claims) {
        if (section.has("fence")) {
            faults.warn(
                    section.line("fence"),
                    section.key("fence"),
                    "is not asked: whether a witness is off only a person can say, with"
                            + " confirm-dead");
        }
        return new MachineSection(section, defaults, claims).witness();
    }

    private List<Section> inRingOrder(Ring ring) {
        return ring.servers().stream().map(s -> sections.get(servers.indexOf(s))).toList();
    }
}
