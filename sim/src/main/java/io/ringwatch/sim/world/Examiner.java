package io.ringwatch.sim.world;

import io.ringwatch.member.Effect;
import io.ringwatch.member.Input;
import io.ringwatch.ring.Network;
import io.ringwatch.ring.Ring;
import io.ringwatch.ring.Server;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Examines for one agent: the answers are the truth of the world, as far as it can be seen over the
 * service network. A question that gets no answer is asked again until the limit has passed.
 */
final class Examiner {
    private static final int ATTEMPTS = 4;

    private final Fabric fabric;
    private final Machine machine;
    private final Agent agent;

    /** What a question came to. */
    private enum Answer {
        GOOD,
        REFUSED,
        SILENCE
    }

    Examiner(Fabric fabric, Machine machine, Agent agent) {
        this.fabric = fabric;
        this.machine = machine;
        this.agent = agent;
    }

    void self(Effect.ExamineSelf effect) {
        boolean hung = machine.services().anyHung();
        long limitNs = fabric.ring.timing().serviceLimitNs();
        long delayNs = hung ? limitNs : fabric.chance.within(fabric.speeds.step());
        fabric.events.after(
                delayNs,
                () -> {
                    List<String> stopped = stopped();
                    List<String> failed =
                            stopped.isEmpty() ? machine.services().failed() : List.of();
                    agent.feed(
                            new Input.SelfExamined(
                                    effect.op(), gatewayAnswers(), failed, List.of(), stopped));
                });
    }

    /** All its services, if they run only with its VIPs and it has none. */
    private List<String> stopped() {
        int server = machine.number();
        if (server == Ring.WITNESS || machine.kernel().holds(server)) {
            return List.of();
        }
        Server own = fabric.ring.server(server);
        return own.servicesNeedVip() ? own.services() : List.of();
    }

    /** A link that is too slow for others is too slow for the gateway, too. */
    private boolean gatewayAnswers() {
        long slownessNs = fabric.net.slowness(machine.number(), Network.SERVICE);
        return machine.gatewayAnswers() && 2 * slownessNs < fabric.ring.timing().networkLimitNs();
    }

    void network(Effect.ExamineNetwork effect) {
        Machine target = fabric.machine(effect.server());
        new Question(
                        effect.op(),
                        effect.limitNs(),
                        () -> reaches(target, effect.limitNs()) ? Answer.GOOD : Answer.SILENCE,
                        () -> "")
                .ask(0);
    }

    void services(Effect.ExamineServices effect) {
        new Question(
                        effect.op(),
                        effect.limitNs(),
                        () -> servicesOf(effect),
                        () -> fabric.machine(effect.server()).services().complaint())
                .ask(0);
    }

    private boolean reaches(Machine target, long limitNs) {
        return target.isAwake()
                && 2 * fabric.net.slowness(machine.number(), target.number(), Network.SERVICE)
                        < limitNs
                && fabric.net.answers(machine.number(), target.number(), Network.SERVICE);
    }

    private Answer servicesOf(Effect.ExamineServices effect) {
        int server = effect.server();
        boolean atVip = effect.atVip();
        Machine self = fabric.machine(server);
        Optional<Machine> where = atVip ? holderOf(server) : Optional.of(self);
        if (where.isEmpty() || !reaches(where.get(), effect.limitNs())) {
            return Answer.SILENCE;
        }
        if (atVip && where.get().kernel().holdsVirtual(server)) {
            return where.get().guests().serves(server) ? Answer.GOOD : Answer.SILENCE;
        }
        if (!atVip && fabric.ring.server(server).servicesNeedVip()) {
            return Answer.GOOD;
        }
        if (self.services().anyHung()) {
            return Answer.SILENCE;
        }
        return self.services().failed().isEmpty() ? Answer.GOOD : Answer.REFUSED;
    }

    private Optional<Machine> holderOf(int server) {
        return fabric.safety.tenures().holderOf(server).stream()
                .mapToObj(fabric::machine)
                .findFirst();
    }

    /** One examination with its repetitions. */
    private final class Question {
        private final long op;
        private final long limitNs;
        private final Supplier<Answer> answer;
        private final Supplier<String> complaint;

        Question(long op, long limitNs, Supplier<Answer> answer, Supplier<String> complaint) {
            this.op = op;
            this.limitNs = limitNs;
            this.answer = answer;
            this.complaint = complaint;
        }

        void ask(int attempt) {
            if (attempt == ATTEMPTS) {
                agent.feed(new Input.Examined(op, false, "no answer"));
                return;
            }
            Answer given = answer.get();
            if (given == Answer.SILENCE) {
                fabric.events.after(limitNs / ATTEMPTS, () -> ask(attempt + 1));
            } else {
                boolean good = given == Answer.GOOD;
                var examined = new Input.Examined(op, good, good ? "" : complaint.get());
                fabric.after(fabric.speeds.latency(), () -> agent.feed(examined));
            }
        }
    }
}
