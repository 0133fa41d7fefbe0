package io.ringwatch.agent.daemon;

import io.ringwatch.agent.config.RingConfig;
import io.ringwatch.agent.drivers.Fences;
import io.ringwatch.agent.power.Life;
import io.ringwatch.member.MemberView;
import io.ringwatch.ring.Ring;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks the fences of servers that live for their status, before one of them is needed: one that
 * gives no status proves nothing, and one that says off of a server that is heard would prove a
 * false death. One server a step, so that the agents of a ring that begin together ask different
 * ones. To be called by one thread, which may block.
 */
final class FenceWatch {
    /** Time between two steps. */
    static final Duration STEP = Duration.ofSeconds(10);

    /**
     * Examined again after this; in large rings later, so that a fence is not asked all the time.
     */
    private static final Duration GOOD_PERIOD = Duration.ofHours(1);

    private static final Duration PERIOD_PER_MEMBER = Duration.ofMinutes(2);

    /** A fence that was in trouble may have been mended. */
    private static final Duration TROUBLE_PERIOD = Duration.ofMinutes(5);

    private static final Logger LOG = LoggerFactory.getLogger(FenceWatch.class);

    private final RingConfig config;
    private final Fences fences;
    private final Supplier<Optional<MemberView>> view;
    private final Consumer<String> systemLog;
    private final Duration margin;
    private final List<Integer> order = new ArrayList<>();
    private final Map<Integer, Long> dueNs = new HashMap<>();
    private final Set<String> told = new HashSet<>();

    /**
     * @param self own number
     * @param view what the member knows now; empty if it does not answer
     * @param systemLog is told of fences that get into trouble, and out of it, a line each
     */
    FenceWatch(
            RingConfig config,
            int self,
            Fences fences,
            Supplier<Optional<MemberView>> view,
            Consumer<String> systemLog) {
        this(config, self, fences, view, systemLog, Life.MARGIN);
    }

    /**
     * @param margin a message that comes this long after a moment was sent after it
     */
    FenceWatch(
            RingConfig config,
            int self,
            Fences fences,
            Supplier<Optional<MemberView>> view,
            Consumer<String> systemLog,
            Duration margin) {
        this.config = config;
        this.fences = fences;
        this.view = view;
        this.systemLog = systemLog;
        this.margin = margin;
        List<Integer> members = config.ring().members();
        int own = members.indexOf(self);
        for (int i = 1; i <= members.size(); i++) {
            int member = members.get((own + i) % members.size());
            if (member != self
                    && member != Ring.WITNESS
                    && !config.machine(member).fences().isEmpty()) {
                order.add(member);
            }
        }
    }

    /** Longest time of a step. */
    Duration limit() {
        return fenceLimit()
                .plus(margin.multipliedBy(2))
                .plusNanos(2 * config.ring().timing().silenceNs())
                .plus(AgentDoor.VIEW_LIMIT);
    }

    private Duration fenceLimit() {
        return Duration.ofNanos(config.ring().timing().fenceLimitNs());
    }

    /** Examines the fences of the first server that is due and heard; whether there was one. */
    boolean step() throws InterruptedException {
        long nowNs = System.nanoTime();
        for (int server : order) {
            Long due = dueNs.get(server);
            if ((due == null || nowNs - due >= 0) && life(server).isHeard()) {
                examine(server);
                return true;
            }
        }
        return false;
    }

    private void examine(int server) throws InterruptedException {
        boolean off = fences.examine(server, fenceLimit());
        if (off && life(server).isHeardFromNow()) {
            fences.contradict(server);
        }
        boolean trouble = false;
        for (Fences.Word word : fences.words()) {
            if (word.server() == server) {
                tell(word);
                trouble |= !word.trouble().isEmpty();
            }
        }
        dueNs.put(server, System.nanoTime() + (trouble ? TROUBLE_PERIOD : goodPeriod()).toNanos());
    }

    private Duration goodPeriod() {
        Duration shared = PERIOD_PER_MEMBER.multipliedBy(config.machines().size());
        return shared.compareTo(GOOD_PERIOD) > 0 ? shared : GOOD_PERIOD;
    }

    private Life life(int server) {
        return new Life(
                () ->
                        view.get().stream()
                                .flatMap(seen -> seen.servers().stream())
                                .filter(one -> one.number() == server && one.heardMs() >= 0)
                                .mapToLong(MemberView.ServerView::heardMs)
                                .findFirst(),
                config.ring().timing().silenceNs(),
                margin);
    }

    /** Once for each trouble, and once when it is over. */
    private void tell(Fences.Word word) {
        String fence =
                "fence of "
                        + config.machine(word.server()).name()
                        + ": level "
                        + word.level()
                        + ", "
                        + word.agent();
        boolean isBad = !word.trouble().isEmpty();
        if (isBad && told.add(fence)) {
            say(fence + ", " + word.trouble() + " (" + word.detail() + ")");
        } else if (!isBad && told.remove(fence)) {
            say(fence + ", is good again");
        }
    }

    private void say(String line) {
        LOG.warn("{}", line);
        systemLog.accept(line);
    }
}
