package io.ringwatch.sim.check;

import io.ringwatch.files.Files;
import io.ringwatch.files.Version;
import io.ringwatch.member.MemberView;
import io.ringwatch.ring.Ring;
import io.ringwatch.ring.Server;
import io.ringwatch.sim.plan.Waiver;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/** The world as a check sees it: the truth about machines, and what each member knows. */
public interface Sight {
    /** The ring file. */
    Ring ring();

    /** The exceptions that this world permits; usually none. */
    Set<Waiver> waivers();

    /** UNIX time in milliseconds, as clocks have it with which nothing is wrong. */
    long wallMs();

    /** Whether this machine has no power; one that boots has. */
    boolean isOff(int number);

    /** Whether this machine runs: it has booted, and neither hangs, sleeps nor is stopped. */
    boolean isAwake(int number);

    /** What a member knows; empty if its machine is off or its agent is not running. */
    Optional<MemberView> viewOf(int number);

    /** Whom this server manages, as it knows itself. */
    default List<Integer> targetsOf(int manager) {
        return viewOf(manager).stream()
                .flatMap(view -> view.targets().stream())
                .map(MemberView.TargetView::server)
                .toList();
    }

    /** Who manages this server, as they know themselves. */
    default List<Integer> managersOf(int server) {
        return ring().servers().stream()
                .map(Server::number)
                .filter(number -> targetsOf(number).contains(server))
                .toList();
    }

    /** Which machine answers for the VIPs of this server. */
    OptionalInt holderOf(int server);

    /** Whether a client, who comes through the gateway, is served at the VIPs of this server. */
    boolean serves(int server);

    /** Virtual servers that run on this machine. */
    int guestsOn(int number);

    /** Whether one more virtual server could be made on this machine. */
    boolean hasOriginal(int number);

    /** Services of this server that do not work, for people; empty if all do. */
    String serviceTrouble(int server);

    /** Servers whose virtual servers run on this machine. */
    List<Integer> guestsRunningOn(int number);

    /** Whether the machine of this member is on and its agent runs. */
    boolean runs(int number);

    /** The files on the memory disk of this member, {@link Files#NONE} if there are none. */
    Files filesHeld(int number);

    /** Version of them. */
    default Version versionHeld(int number) {
        return filesHeld(number).version();
    }

    /** The identity in the vote record of this member, 0 if its disk has none. */
    long identityOf(int number);

    /**
     * Whether nothing at all is wrong with this member now: machine, agent, disk, services,
     * gateway, its place in both networks, and the weather.
     */
    boolean isSound(int number);

    /** Whether messages pass between these two both ways, over one network at least. */
    boolean reaches(int one, int other);
}
