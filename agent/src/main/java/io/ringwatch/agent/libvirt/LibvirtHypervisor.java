package io.ringwatch.agent.libvirt;

import io.ringwatch.agent.guest.Hypervisor;
import io.ringwatch.agent.guest.HypervisorException;
import io.ringwatch.agent.guest.HypervisorException.Cause;
import io.ringwatch.agent.guest.Mark;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.libvirt.Connect;
import org.libvirt.Domain;
import org.libvirt.DomainInfo.DomainState;
import org.libvirt.Error;
import org.libvirt.Error.ErrorDomain;
import org.libvirt.ErrorCallback;
import org.libvirt.LibvirtException;
import org.libvirt.MemoryStatistic;

/** One connection to a libvirt. Several threads may use it; a call blocks as long as it likes. */
public final class LibvirtHypervisor implements Hypervisor {
    private static final int METADATA_ELEMENT = 2;
    private static final int AFFECT_LIVE = 1;
    private static final int CREATE_AUTODESTROY_NOT = 0;
    private static final int AGENT_FLAGS = 0;
    private static final int MEMORY_STATS_MAX = 16;
    private static final int RESIDENT_TAG = 7;
    private static final int TEXT_MAX = 400;

    /** Kept for as long as libvirt may call it. */
    private static final ErrorCallback SILENT = new ErrorCallback();

    private final Connect connect;

    private LibvirtHypervisor(Connect connect) {
        this.connect = connect;
    }

    /**
     * Connects.
     *
     * @param uri such as {@code qemu:///system}
     * @throws HypervisorException if there is no such library, or nobody answers
     */
    public static Hypervisor open(String uri) throws HypervisorException {
        try {
            // Otherwise each failure is written to standard error, too.
            Connect.setErrorCallback(SILENT);
            return new LibvirtHypervisor(new Connect(uri));
        } catch (LibvirtException e) {
            throw new HypervisorException(
                    Cause.UNREACHABLE, "libvirt at " + uri + " cannot be reached: " + text(e), e);
        } catch (LinkageError e) {
            throw new HypervisorException(
                    Cause.UNREACHABLE,
                    "no libvirt.so.0 here: install libvirt0 (" + e.getMessage() + ")",
                    e);
        }
    }

    @Override
    public List<Listed> list(String prefix) throws HypervisorException {
        try {
            var found = new ArrayList<Listed>();
            for (Domain domain : connect.listAllDomains(0)) {
                String name = domain.getName();
                if (name.startsWith(prefix)) {
                    found.add(new Listed(name, state(domain), mark(domain)));
                }
                domain.free();
            }
            return found;
        } catch (LibvirtException e) {
            throw failure("the domains cannot be listed", e);
        }
    }

    private static State state(Domain domain) throws LibvirtException {
        try {
            DomainState state = domain.getInfo().state;
            return switch (state) {
                case VIR_DOMAIN_RUNNING, VIR_DOMAIN_BLOCKED -> State.RUNNING;
                case VIR_DOMAIN_PAUSED -> State.PAUSED;
                default -> State.ENDED;
            };
        } catch (LibvirtException e) {
            if (isAbsent(e)) {
                return State.ENDED;
            }
            throw e;
        }
    }

    private static Optional<Mark> mark(Domain domain) throws LibvirtException {
        try {
            String element = domain.getMetadata(METADATA_ELEMENT, Mark.NAMESPACE, AFFECT_LIVE);
            return element == null ? Optional.empty() : Mark.read(element);
        } catch (LibvirtException e) {
            return switch (e.getError().getCode()) {
                case VIR_ERR_NO_DOMAIN_METADATA, VIR_ERR_NO_DOMAIN, VIR_ERR_OPERATION_INVALID ->
                        Optional.empty();
                default -> throw e;
            };
        }
    }

    @Override
    public void create(String xml) throws HypervisorException {
        try {
            connect.domainCreateXML(xml, CREATE_AUTODESTROY_NOT).free();
        } catch (LibvirtException e) {
            throw failure("a domain cannot be started", e);
        }
    }

    @Override
    public void pause(String name) throws HypervisorException {
        with(name, "be suspended", Domain::suspend);
    }

    @Override
    public void resume(String name) throws HypervisorException {
        with(name, "be resumed", Domain::resume);
    }

    @Override
    public void destroy(String name) throws HypervisorException {
        try {
            with(name, "be destroyed", Domain::destroy);
        } catch (HypervisorException e) {
            if (!(e.getCause() instanceof LibvirtException cause && isAbsent(cause))) {
                throw e;
            }
        }
    }

    @Override
    public void save(String name, Path file) throws HypervisorException {
        with(name, "be saved to " + file, domain -> domain.save(file.toString()));
    }

    @Override
    public void restore(Path file) throws HypervisorException {
        try {
            connect.restore(file.toString());
        } catch (LibvirtException e) {
            throw failure("what was saved in " + file + " cannot be restored", e);
        }
    }

    @Override
    public void mark(String name, Mark mark) throws HypervisorException {
        with(
                name,
                "be marked",
                domain ->
                        domain.setMetadata(
                                METADATA_ELEMENT,
                                mark.element(),
                                Mark.PREFIX,
                                Mark.NAMESPACE,
                                AFFECT_LIVE));
    }

    @Override
    public long residentKb(String name) throws HypervisorException {
        var resident = new long[1];
        with(
                name,
                "say what memory it has",
                domain -> {
                    for (MemoryStatistic statistic : domain.memoryStats(MEMORY_STATS_MAX)) {
                        if (statistic.getTag() == RESIDENT_TAG) {
                            resident[0] = statistic.getValue();
                        }
                    }
                });
        return resident[0];
    }

    @Override
    public String command(String name, String command, Duration limit) throws HypervisorException {
        int seconds = (int) Math.max(1, limit.plusMillis(999).toSeconds());
        var answer = new String[] {""};
        with(
                name,
                "answer through its guest agent",
                domain -> answer[0] = domain.qemuAgentCommand(command, seconds, AGENT_FLAGS));
        return answer[0];
    }

    private void with(String name, String what, Action action) throws HypervisorException {
        try {
            Domain domain = connect.domainLookupByName(name);
            try {
                action.on(domain);
            } finally {
                domain.free();
            }
        } catch (LibvirtException e) {
            throw failure(name + " cannot " + what, e);
        }
    }

    private static boolean isAbsent(LibvirtException e) {
        return e.getError().getCode() == Error.ErrorNumber.VIR_ERR_NO_DOMAIN
                || text(e).contains("domain is not running");
    }

    private static HypervisorException failure(String what, LibvirtException e) {
        return new HypervisorException(cause(e), what + ": " + text(e), e);
    }

    private static Cause cause(LibvirtException e) {
        Error error = e.getError();
        String text = text(e);
        if (isAbsent(e)) {
            return Cause.ABSENT;
        }
        return switch (error.getCode()) {
            case VIR_ERR_AGENT_UNRESPONSIVE, VIR_ERR_AGENT_UNSYNCED -> Cause.SILENT;
            case VIR_ERR_NO_MEMORY -> Cause.MEMORY;
            case VIR_ERR_RPC, VIR_ERR_NO_CONNECT, VIR_ERR_INVALID_CONN, VIR_ERR_AUTH_FAILED ->
                    Cause.UNREACHABLE;
            default -> {
                if (text.contains("annot allocate memory") || text.contains("Out of memory")) {
                    yield Cause.MEMORY;
                }
                if (text.contains("guest agent")) {
                    yield Cause.SILENT;
                }
                yield error.getDomain() == ErrorDomain.VIR_FROM_RPC
                                || text.contains("client socket is closed")
                        ? Cause.UNREACHABLE
                        : Cause.REFUSED;
            }
        };
    }

    /** What libvirt says, in one line; QEMU's whole output may be in it. */
    private static String text(LibvirtException e) {
        String text = String.valueOf(e.getMessage()).strip().replaceAll("\\s*\n\\s*", "; ");
        return text.length() > TEXT_MAX ? text.substring(0, TEXT_MAX) + " ..." : text;
    }

    @Override
    public void close() {
        try {
            connect.close();
        } catch (LibvirtException e) {
            // It is gone already.
            return;
        }
    }

    private interface Action {
        void on(Domain domain) throws LibvirtException;
    }
}
