package io.ringwatch.agent.address;

import io.ringwatch.agent.kernel.KernelException;
import io.ringwatch.agent.kernel.PacketSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** The interface's network, by packet sockets. */
final class EthernetWire implements Wire {
    /** How often it is asked: one lost packet is no free address. */
    private static final int PROBES = 3;

    private final Lan lan;

    EthernetWire(Lan lan) {
        this.lan = lan;
    }

    @Override
    public Optional<String> holderOf(
            Collection<Vip> vips,
            Duration time,
            Predicate<String> holders,
            Predicate<String> askers)
            throws KernelException {
        var questions = new ArrayList<Question>();
        try {
            for (List<Vip> some : Vip.byFamily(vips)) {
                questions.add(new Question(some, holders, askers));
            }
            Duration part = time.dividedBy((long) PROBES * Math.max(1, questions.size()));
            for (int i = 0; i < PROBES; i++) {
                for (Question question : questions) {
                    question.ask();
                }
                for (Question question : questions) {
                    Optional<String> holder = question.listen(part);
                    if (holder.isPresent()) {
                        return holder;
                    }
                }
            }
            return Optional.empty();
        } finally {
            questions.forEach(Question::close);
        }
    }

    @Override
    public void announce(Collection<Vip> vips, Optional<GuestPort> guest) throws KernelException {
        Lan sender = guest.map(g -> lan.as(g.macBytes())).orElse(lan);
        for (Vip vip : vips) {
            Frames frames = Frames.of(vip.bytes());
            try (var socket = frames.open(lan)) {
                for (byte[] frame : frames.announcements(sender, vip.bytes())) {
                    socket.send(frame);
                }
            }
        }
    }

    /** One family's VIPs: their probes and who answers. */
    private final class Question implements AutoCloseable {
        private final List<Vip> vips;
        private final Frames frames;
        private final Predicate<String> holders;
        private final Predicate<String> askers;
        private final PacketSocket socket;

        Question(List<Vip> vips, Predicate<String> holders, Predicate<String> askers)
                throws KernelException {
            this.vips = vips;
            this.holders = holders;
            this.askers = askers;
            this.frames = Frames.of(vips.get(0).bytes());
            this.socket = frames.open(lan);
        }

        void ask() throws KernelException {
            for (Vip vip : vips) {
                socket.send(frames.probe(lan, vip.bytes()));
            }
        }

        Optional<String> listen(Duration time) throws KernelException {
            long untilNs = System.nanoTime() + time.toNanos();
            for (long leftNs = time.toNanos(); leftNs > 0; leftNs = untilNs - System.nanoTime()) {
                Optional<byte[]> frame = socket.receive(Duration.ofNanos(leftNs + 999_999));
                if (frame.isPresent()) {
                    Optional<String> holder = contradiction(frame.get());
                    if (holder.isPresent()) {
                        return holder;
                    }
                }
            }
            return Optional.empty();
        }

        private Optional<String> contradiction(byte[] frame) {
            for (Vip vip : vips) {
                byte[] address = vip.bytes();
                Optional<String> mac =
                        frames.claim(lan, address, frame)
                                .filter(holders.negate())
                                .or(
                                        () ->
                                                frames.question(lan, address, frame)
                                                        .filter(askers.negate()));
                if (mac.isPresent()) {
                    return Optional.of(mac.get() + " has " + vip + ", too");
                }
            }
            return Optional.empty();
        }

        @Override
        public void close() {
            socket.close();
        }
    }
}
