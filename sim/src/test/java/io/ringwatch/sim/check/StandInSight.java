package io.ringwatch.sim.check;

import io.ringwatch.files.Files;
import io.ringwatch.files.Row;
import io.ringwatch.member.MemberView;
import io.ringwatch.ring.Ring;
import io.ringwatch.sim.plan.Waiver;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Stream;

/** A world in which everything is well, until a test plants something. */
final class StandInSight implements Sight {
    final Map<Integer, Integer> holders = new HashMap<>();
    final Map<Integer, List<Integer>> guests = new HashMap<>();
    final Map<Integer, Integer> targets = new HashMap<>();
    final Map<Integer, Integer> extensions = new HashMap<>();
    final Set<Integer> unsound = new HashSet<>();
    final Set<Integer> down = new HashSet<>();
    final Set<Integer> diskless = new HashSet<>();
    final Set<Integer> alone = new HashSet<>();
    Files files;
    long wallMs = 1_700_000_000_000L;
    private final Ring ring;

    StandInSight(Ring ring) {
        this.ring = ring;
        int servers = ring.servers().size();
        files = Rows.formed(servers);
        for (int server = 1; server <= servers; server++) {
            holders.put(server, server);
            targets.put(server, server % servers + 1);
        }
    }

    @Override
    public Ring ring() {
        return ring;
    }

    @Override
    public Set<Waiver> waivers() {
        return Set.of();
    }

    @Override
    public long wallMs() {
        return wallMs;
    }

    @Override
    public boolean serves(int server) {
        return holders.containsKey(server) && runs(holders.get(server));
    }

    @Override
    public boolean isOff(int number) {
        return !runs(number);
    }

    @Override
    public boolean isAwake(int number) {
        return runs(number);
    }

    @Override
    public Optional<MemberView> viewOf(int number) {
        return runs(number) ? Optional.of(view(number)) : Optional.empty();
    }

    private MemberView view(int number) {
        return new MemberView(
                number,
                MemberView.Phase.ACTIVE,
                true,
                true,
                true,
                List.of(),
                1_000,
                true,
                "",
                files,
                List.of(),
                List.of(),
                Stream.of(targets, extensions)
                        .map(all -> all.get(number))
                        .filter(Objects::nonNull)
                        .map(t -> new MemberView.TargetView(t, "NORMAL", false, 0))
                        .toList());
    }

    @Override
    public OptionalInt holderOf(int server) {
        Integer holder = holders.get(server);
        return holder == null ? OptionalInt.empty() : OptionalInt.of(holder);
    }

    @Override
    public int guestsOn(int number) {
        return guestsRunningOn(number).size();
    }

    @Override
    public boolean hasOriginal(int number) {
        return true;
    }

    @Override
    public List<Integer> guestsRunningOn(int number) {
        return guests.getOrDefault(number, List.of());
    }

    @Override
    public String serviceTrouble(int server) {
        return "";
    }

    @Override
    public boolean runs(int number) {
        return !down.contains(number);
    }

    @Override
    public Files filesHeld(int number) {
        return files;
    }

    @Override
    public long identityOf(int number) {
        return diskless.contains(number) ? 0 : files.row(number).map(Row::identity).orElse(0L);
    }

    @Override
    public boolean isSound(int number) {
        return runs(number) && !unsound.contains(number);
    }

    @Override
    public boolean reaches(int one, int other) {
        return !alone.contains(one) && !alone.contains(other);
    }
}
