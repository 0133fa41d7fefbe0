package io.ringwatch.agent.status;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The whole ring as one member knows it. Its JSON form is documented in docs/socket.md; members are
 * named, times are UNIX milliseconds, durations end in {@code Ms}.
 *
 * @param schema {@value #SCHEMA}
 * @param ring name of the ring
 * @param wallMs when this was asked
 * @param insecure whether peers listen beyond loopback without authentication
 * @param agent the member that was asked; {@code null} if none answers and this is what its memory
 *     disk still says
 * @param clock its clock, likewise
 * @param files the management files that it holds
 * @param council who decides the next version
 * @param servers the servers in ring order, then the witness
 * @param managing what the asked member manages now
 * @param originals the suspended original servers of its host; {@code null} if it has none
 * @param fences what each power fence last said to the asked member
 * @param problems what does not work there, a line each
 */
public record RingStatus(
        String schema,
        String ring,
        long wallMs,
        boolean insecure,
        @Nullable AgentStatus agent,
        @Nullable ClockStatus clock,
        FilesStatus files,
        CouncilStatus council,
        List<ServerStatus> servers,
        List<TargetStatus> managing,
        @Nullable OriginalsStatus originals,
        List<FenceStatus> fences,
        List<String> problems) {
    /** Name and version of the JSON form; a change that breaks readers changes the number. */
    public static final String SCHEMA = "ringwatch/1";

    /**
     * The same, with what only the asked agent itself can say.
     *
     * @param own its originals, {@code null} if it has none
     * @param told what its fences said
     * @param wrong what does not work there
     */
    public RingStatus of(
            @Nullable OriginalsStatus own, List<FenceStatus> told, List<String> wrong) {
        List<String> all = Stream.of(wrong, problems).flatMap(List::stream).toList();
        return new RingStatus(
                schema, ring, wallMs, insecure, agent, clock, files, council, servers, managing,
                own, told, all);
    }

    /** The member with this name. */
    public java.util.Optional<ServerStatus> server(String name) {
        return servers.stream().filter(s -> s.name().equals(name)).findFirst();
    }

    /**
     * @param name the member
     * @param phase standby, forming, active, separated or parked
     * @param flag whether its flag is there
     * @param votes whether it may vote and grant leases
     * @param leaseMs time left of its lease, 0 without one
     * @param upMs time since the start of the agent
     */
    public record AgentStatus(
            String name, String phase, boolean flag, boolean votes, long leaseMs, long upMs) {}

    /**
     * @param trusted whether its wall clock is trusted
     * @param detail why not, or by how much it is off
     */
    public record ClockStatus(boolean trusted, String detail) {}

    /**
     * @param version version of the files
     * @param group servers in the group
     * @param separated servers in the separation file
     */
    public record FilesStatus(String version, int group, int separated) {}

    /**
     * @param quorum whether a quorum of it was heard lately; {@code null} if that is not known
     * @param members its members
     */
    public record CouncilStatus(@Nullable Boolean quorum, List<String> members) {}

    /**
     * One member.
     *
     * @param number its number, 0 for the witness
     * @param name its name
     * @param place group, reviving, down, parked, witness, or none before the ring is formed
     * @param well what it last said of itself; {@code null} if it was never heard
     * @param detail what is wrong with it, empty if nothing
     * @param managedBy who manages it
     * @param holder who holds its VIPs: itself, the host of its virtual server, or nobody
     * @param virtualServer name of the virtual server that stands in for it, if one does
     * @param sinceMs when its row last changed, 0 if never
     * @param reason why it was separated: none, network, service, gateway, restart, moved, lost
     * @param proof with which proof its holder was assigned
     * @param leader who leads its recovery
     * @param heardMs time since it was last heard; {@code null} if never
     * @param leaseMs time left of its lease, 0 without one; {@code null} if that is not known
     * @param offsetMs its wall clock minus that of the asked member
     * @param maintainedUntilMs until when people work on it and nothing is taken over from it;
     *     {@code null} if they do not
     * @param vips its virtual IP addresses
     */
    public record ServerStatus(
            int number,
            String name,
            String place,
            @Nullable Boolean well,
            String detail,
            @Nullable String managedBy,
            @Nullable String holder,
            @Nullable String virtualServer,
            long sinceMs,
            String reason,
            String proof,
            @Nullable String leader,
            @Nullable Long heardMs,
            @Nullable Long leaseMs,
            long offsetMs,
            @Nullable Long maintainedUntilMs,
            List<String> vips) {}

    /**
     * A power fence, as the asked member knows it.
     *
     * @param server whom it is to prove off
     * @param level its level, from 1
     * @param agent its executable
     * @param action what it was last asked for: status, off, on; {@code null} if nothing yet
     * @param status what came of it: on, off, failed; {@code null} likewise
     * @param detail in its own words
     * @param askedMs when, 0 if nothing was asked yet
     * @param trouble why it may not prove the server off, empty if nothing speaks against that
     */
    public record FenceStatus(
            String server,
            int level,
            String agent,
            @Nullable String action,
            @Nullable String status,
            String detail,
            long askedMs,
            String trouble) {}

    /**
     * The original servers of a host.
     *
     * @param kept paused, saved or cold
     * @param wanted how many are to be ready
     * @param ready those that are
     * @param serving virtual servers that run there
     * @param procedures digests of the installation procedures on this host by server: hosts on
     *     which they differ would make different virtual servers
     * @param trouble why not all are ready; empty if all are
     */
    public record OriginalsStatus(
            String kept,
            int wanted,
            List<ReadyOriginal> ready,
            List<ServingGuest> serving,
            Map<String, String> procedures,
            String trouble) {}

    /**
     * @param domain its domain
     * @param lifeMs measured time from resumption to the first answer of its guest agent
     */
    public record ReadyOriginal(String domain, long lifeMs) {}

    /**
     * @param domain its domain
     * @param virtualServer its name
     * @param server the server that it stands in for
     * @param port the host's end of its network cable
     */
    public record ServingGuest(String domain, String virtualServer, String server, String port) {}

    /**
     * @param server the target
     * @param state state of its management, or step of its recovery
     * @param extension whether it is managed by dynamic management extension
     * @param forMs time since it came into that state; {@code null} if that is not known
     */
    public record TargetStatus(
            String server, String state, boolean extension, @Nullable Long forMs) {}
}
