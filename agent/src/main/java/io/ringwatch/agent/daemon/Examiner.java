package io.ringwatch.agent.daemon;

import io.ringwatch.agent.config.RingConfig;
import io.ringwatch.agent.config.RingConfig.Machine;
import io.ringwatch.agent.config.RingConfig.ServiceCheck;
import io.ringwatch.agent.drivers.NetworkExamination;
import io.ringwatch.agent.drivers.Services;
import io.ringwatch.agent.probe.Finding;
import io.ringwatch.agent.probe.ServiceProbe;
import io.ringwatch.agent.probe.ServiceProbes;
import io.ringwatch.member.Effect;
import io.ringwatch.member.Input;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Carries out examinations: all parts of one in parallel, each within its limit, and one input when
 * all are done.
 */
final class Examiner {
    /**
     * Time beyond a probe's own limit before it counts as hanging; its own diagnosis is the better
     * one.
     */
    private static final Duration GRACE = Duration.ofMillis(100);

    private static final Logger LOG = LoggerFactory.getLogger(Examiner.class);

    private final RingConfig config;
    private final int self;
    private final NetworkExamination network;
    private final Services services;
    private final BlockingWork work;
    private final Consumer<Input> member;
    private final Map<Integer, List<Check>> checks = new HashMap<>();

    private final Map<String, String> remarks = new ConcurrentHashMap<>();

    Examiner(RingConfig config, int self, Means means, BlockingWork work, Consumer<Input> member) {
        this.config = config;
        this.self = self;
        this.network = means.network();
        this.services = means.services();
        this.work = work;
        this.member = member;
        for (Machine machine : config.machines()) {
            checks.put(machine.number(), machine.services().stream().map(Check::of).toList());
        }
    }

    /** Own gateway, and those of the own services that are to run, at the own service address. */
    void self(Effect.ExamineSelf effect) {
        Duration networkLimit = Duration.ofNanos(config.ring().timing().networkLimitNs());
        Duration serviceLimit = Duration.ofNanos(config.ring().timing().serviceLimitNs());
        var parts = new ArrayList<BlockingWork.Piece<Finding>>();
        // The witness serves nobody and has no gateway to lose.
        boolean hasGateway = !config.machine(self).gateway().isEmpty();
        if (hasGateway) {
            parts.add(piece("gateway", networkLimit, () -> gateway(networkLimit)));
        }
        var own = new OwnServices(services, checksOf(self).stream().map(Check::name).toList());
        String address = config.machine(self).serviceAddress();
        checksOf(self).stream()
                .filter(check -> own.isExamined(check.name()))
                .forEach(check -> parts.add(piece(check, address, serviceLimit)));
        Gather.all(
                work,
                parts,
                findings -> {
                    boolean gatewayOk = !hasGateway || findings.get(0).good();
                    List<Finding> ofServices = findings.subList(hasGateway ? 1 : 0, parts.size());
                    member.accept(own.result(effect.op(), gatewayOk, ofServices));
                    if (own.allRun()) {
                        remark("self", findings);
                    }
                });
    }

    /** A server's own address. */
    void network(Effect.ExamineNetwork effect) {
        Duration limit = Duration.ofNanos(effect.limitNs());
        String address = config.machine(effect.server()).serviceAddress();
        var part =
                piece(
                        "network of " + effect.server(),
                        limit,
                        () -> found(network.answers(effect.server(), limit), limit, address));
        Gather.all(work, List.of(part), findings -> examined(effect.op(), findings));
    }

    /**
     * A server's services at each of its VIPs, or at its own address, where those of a server that
     * has them only with its VIPs do not run.
     */
    void services(Effect.ExamineServices effect) {
        Duration limit = Duration.ofNanos(effect.limitNs());
        List<String> addresses =
                effect.atVip()
                        ? config.ring().server(effect.server()).vips()
                        : List.of(config.machine(effect.server()).serviceAddress());
        var parts = new ArrayList<BlockingWork.Piece<Finding>>();
        boolean run = effect.atVip() || !config.ring().server(effect.server()).servicesNeedVip();
        List<Check> due = run ? checksOf(effect.server()) : List.of();
        for (String address : addresses) {
            due.forEach(check -> parts.add(piece(check, address, limit)));
        }
        Gather.all(
                work,
                parts,
                findings -> {
                    remark("server " + effect.server(), findings);
                    examined(effect.op(), findings);
                });
    }

    private void examined(long op, List<Finding> findings) {
        var failures = new TreeSet<String>();
        findings.stream().filter(f -> !f.good()).forEach(f -> failures.add(f.text()));
        member.accept(new Input.Examined(op, failures.isEmpty(), String.join("; ", failures)));
    }

    private Finding gateway(Duration limit) {
        return found(network.gatewayAnswers(limit), limit, config.machine(self).gateway());
    }

    private static Finding found(boolean answers, Duration limit, String address) {
        return new Finding(
                answers,
                answers ? "" : "no echo within " + limit.toMillis() + " ms from " + address);
    }

    private List<Check> checksOf(int server) {
        return checks.getOrDefault(server, List.of());
    }

    private static BlockingWork.Piece<Finding> piece(Check check, String address, Duration limit) {
        return piece(
                check.name(),
                limit,
                () -> {
                    Finding finding = check.probe().examine(address, limit);
                    return finding.text().isEmpty()
                            ? finding
                            : new Finding(finding.good(), check.name() + ": " + finding.text());
                });
    }

    private static BlockingWork.Piece<Finding> piece(
            String name, Duration limit, BlockingWork.Work<Finding> examination) {
        return new BlockingWork.Piece<>(
                "examination of " + name,
                limit.plus(GRACE),
                examination,
                reason -> new Finding(false, name + ": " + reason),
                finding -> {});
    }

    /** Logs what was said, when it is not what was said of it last. */
    private void remark(String subject, List<Finding> findings) {
        List<String> texts =
                findings.stream().map(Finding::text).filter(t -> !t.isEmpty()).toList();
        String remark = String.join("; ", texts);
        String before = remarks.put(subject, remark);
        if (!remark.equals(before == null ? "" : before)) {
            LOG.info("examination of {}: {}", subject, remark.isEmpty() ? "good again" : remark);
        }
    }

    /**
     * What of this machine examinations use.
     *
     * @param network reaches others
     * @param services knows which of its own are to run
     */
    record Means(NetworkExamination network, Services services) {}

    private record Check(String name, ServiceProbe probe) {
        static Check of(ServiceCheck check) {
            return new Check(check.name(), ServiceProbes.of(check));
        }
    }
}
