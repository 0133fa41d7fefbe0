package io.ringwatch.agent.explain;

import io.ringwatch.member.Effect;
import io.ringwatch.member.Input;
import io.ringwatch.member.Moment;
import io.ringwatch.message.Message;
import io.ringwatch.ring.Ring;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What an input says about servers, and what was asked for their sake. */
final class InputWords {
    private final Ring ring;
    private final int self;
    private final Evidence evidence;
    private final MessageWords messages;

    InputWords(Ring ring, int self, Evidence evidence) {
        this.ring = ring;
        this.self = self;
        this.evidence = evidence;
        this.messages = new MessageWords(ring);
    }

    /**
     * Something said of a server.
     *
     * @param weight whether it is worth telling
     */
    record Said(int server, String text, Weight weight) {}

    /** What is told of a server although no event came of it. */
    enum Weight {
        /** Nothing: it only explains an event. */
        REASON,
        /** It is told of a server to which something happens. */
        ASIDE,
        /** Something happens to that server. */
        SIGN
    }

    /** What the input says of servers; remembers it. */
    List<Said> of(Input input, Moment at) {
        if (input instanceof Input.Received received) {
            return of(received, at);
        }
        if (input instanceof Input.Examined result) {
            return evidence.asked(result.op()).stream()
                    .map(asked -> examined(asked, result, at))
                    .toList();
        }
        if (input instanceof Input.SelfExamined result) {
            return one(self, examinedItself(result), Weight.REASON);
        }
        if (input instanceof Input.Fenced said) {
            String text = "its fence says " + said.status();
            String detail = said.detail().isBlank() ? "" : ": " + said.detail();
            return one(said.server(), text + detail, Weight.ASIDE);
        }
        if (input instanceof Input.Commanded order) {
            String what = order.command().kind().toString().toLowerCase(Locale.ROOT);
            return order.command().servers().stream()
                    .map(s -> new Said(s, "an operator ordered here: " + what, Weight.SIGN))
                    .toList();
        }
        return ofThisHost(input);
    }

    private List<Said> of(Input.Received received, Moment at) {
        Optional<String> news = evidence.hears(received, at);
        if (news.isPresent()) {
            boolean well = news.get().equals(Words.condition(Message.WELL));
            String text = "it says of itself: " + news.get();
            return one(received.from(), text, well ? Weight.ASIDE : Weight.SIGN);
        }
        return messages.of(received.from(), received.message()).stream()
                .flatMap(
                        saying ->
                                saying.about().stream()
                                        .map(
                                                server ->
                                                        new Said(
                                                                server,
                                                                saying.text(),
                                                                saying.weight())))
                .toList();
    }

    private static Said examined(Evidence.Asked asked, Input.Examined result, Moment at) {
        String detail = result.detail().isBlank() ? "" : ": " + result.detail();
        String text =
                "examined "
                        + asked.what()
                        + ", "
                        + Words.seconds(at.monoNs() - asked.at().monoNs())
                        + ": "
                        + (result.good() ? "good" : "bad")
                        + detail;
        return new Said(asked.server(), text, result.good() ? Weight.REASON : Weight.SIGN);
    }

    private static String examinedItself(Input.SelfExamined result) {
        var text = new StringBuilder("it examined itself: its gateway ");
        text.append(result.gatewayOk() ? "answers" : "does not answer");
        if (!result.failedServices().isEmpty()) {
            text.append(", not its services ").append(result.failedServices());
        } else if (result.startingServices().isEmpty() && result.stoppedServices().isEmpty()) {
            text.append(", its services do, too");
        }
        if (!result.startingServices().isEmpty()) {
            text.append(", being started are ").append(result.startingServices());
        }
        if (!result.stoppedServices().isEmpty()) {
            text.append(", stopped without its VIPs are ").append(result.stoppedServices());
        }
        return text.toString();
    }

    private List<Said> ofThisHost(Input input) {
        if (input instanceof Input.GuestReady ready) {
            return one(ready.server(), "its virtual server is ready on this host", Weight.ASIDE);
        }
        if (input instanceof Input.GuestFailed failed) {
            String text = "its virtual server cannot be had on this host: " + failed.reason();
            return one(failed.server(), text, Weight.ASIDE);
        }
        if (input instanceof Input.GuestDied died) {
            return one(
                    died.server(),
                    "its virtual server on this host died: " + died.reason(),
                    Weight.SIGN);
        }
        if (input instanceof Input.VipClaimed claimed) {
            return one(claimed.server(), "its VIPs are up here, and were announced", Weight.ASIDE);
        }
        if (input instanceof Input.VipDropped dropped) {
            return one(dropped.server(), "its VIPs are certainly down here", Weight.ASIDE);
        }
        if (input instanceof Input.VipConflict conflict) {
            String text = "another machine answers for its VIP: " + conflict.detail();
            return one(conflict.server(), text, Weight.SIGN);
        }
        if (input instanceof Input.ServiceRestarted restarted) {
            String result = restarted.good() ? "" : ", in vain";
            return one(self, restarted.service() + " was restarted" + result, Weight.SIGN);
        }
        if (input instanceof Input.ClockTrust clock) {
            String trust = clock.trusted() ? "trusted" : "not trusted";
            return one(self, "its clock is " + trust + ": " + clock.detail(), Weight.REASON);
        }
        return List.of();
    }

    /** What is asked for a server's sake. */
    Optional<Said> of(Effect effect) {
        if (effect instanceof Effect.Fence fence) {
            String text = "asks its fence: " + fence.action();
            return Optional.of(new Said(fence.server(), text, Weight.ASIDE));
        }
        if (effect instanceof Effect.Wake wake) {
            return Optional.of(new Said(wake.server(), "wakes it over the network", Weight.ASIDE));
        }
        if (effect instanceof Effect.RestartServer restart) {
            String text = "this machine restarts: " + restart.reason();
            return Optional.of(new Said(self, text, Weight.SIGN));
        }
        if (effect instanceof Effect.PrepareGuest prepare) {
            String text = "this host resumes a virtual server and installs its procedure";
            return Optional.of(new Said(prepare.server(), text, Weight.SIGN));
        }
        return Optional.empty();
    }

    /** The servers whose names are in brackets, as in a log line or a list of changes. */
    List<Integer> named(String brackets) {
        List<String> names = List.of(brackets.replaceAll("[\\[\\]]", "").split(", *"));
        return ring.members().stream().filter(m -> names.contains(ring.nameOf(m))).toList();
    }

    private static List<Said> one(int server, String text, Weight weight) {
        return List.of(new Said(server, text, weight));
    }
}
