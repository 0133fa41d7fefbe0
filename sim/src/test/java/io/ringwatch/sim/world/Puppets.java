package io.ringwatch.sim.world;

import io.ringwatch.files.Files;
import io.ringwatch.files.Incarnation;
import io.ringwatch.files.Place;
import io.ringwatch.files.Proof;
import io.ringwatch.files.Reason;
import io.ringwatch.files.Row;
import io.ringwatch.files.Version;
import io.ringwatch.member.Boot;
import io.ringwatch.member.Command;
import io.ringwatch.member.Effect;
import io.ringwatch.member.Input;
import io.ringwatch.member.MemberView;
import io.ringwatch.member.Moment;
import io.ringwatch.ring.Ring;
import io.ringwatch.sim.record.Member;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Members that do what a test says and remember what they were told: they show what the world does,
 * no more.
 */
final class Puppets implements Member.Factory {
    final Map<Integer, Puppet> latest = new HashMap<>();
    private final Map<Integer, Deque<List<Effect>>> wishes = new HashMap<>();

    /** The member of this number has these effects carried out a moment from now. */
    void wish(World world, int number, Effect... effects) {
        wishes.computeIfAbsent(number, n -> new ArrayDeque<>()).add(Arrays.asList(effects));
        world.command(
                world.ring().nameOf(number), new Command(Command.Kind.START, List.of(number)));
    }

    /** What the member of this number was told in its present life, without load samples. */
    List<Input> told(int number) {
        return latest.get(number).told;
    }

    <T extends Input> List<T> told(int number, Class<T> kind) {
        return told(number).stream().filter(kind::isInstance).map(kind::cast).toList();
    }

    /** The first files of that incarnation, which need no votes. */
    static Files files(long incarnation, int server, int holder) {
        return new Files(
                new Version(new Incarnation(incarnation, 1), 1),
                List.of(
                        new Row(
                                server,
                                7,
                                7,
                                Place.GROUP,
                                holder,
                                Row.NOBODY,
                                Version.NONE,
                                Reason.NONE,
                                0,
                                Proof.NONE,
                                Row.NOBODY,
                                0)));
    }

    @Override
    public Member begin(Ring ring, int self, Boot boot) {
        var puppet = new Puppet(self, boot);
        latest.put(self, puppet);
        return puppet;
    }

    final class Puppet implements Member {
        final Boot boot;
        final List<Input> told = new ArrayList<>();
        final List<Command> commands = new ArrayList<>();
        final List<Moment> moments = new ArrayList<>();
        private final int self;

        Puppet(int self, Boot boot) {
            this.self = self;
            this.boot = boot;
        }

        @Override
        public void on(Input input, Moment now, List<Effect> effects) {
            if (input instanceof Input.Commanded commanded && !isWish(commanded.command())) {
                commands.add(commanded.command());
            } else if (input instanceof Input.Commanded) {
                effects.addAll(wishes.get(self).removeFirst());
            } else if (!(input instanceof Input.LoadSampled)) {
                told.add(input);
                moments.add(now);
            }
        }

        private boolean isWish(Command command) {
            return command.equals(new Command(Command.Kind.START, List.of(self)));
        }

        @Override
        public long wakeAtNs() {
            return Long.MAX_VALUE;
        }

        @Override
        public MemberView view(Moment now) {
            return new MemberView(
                    self,
                    MemberView.Phase.STANDBY,
                    boot.flag(),
                    false,
                    false,
                    List.of(),
                    0,
                    true,
                    "",
                    Files.NONE,
                    List.of(),
                    List.of(),
                    List.of());
        }
    }
}
