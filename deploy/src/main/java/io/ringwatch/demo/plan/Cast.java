package io.ringwatch.demo.plan;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;

/** Who takes part: the six servers of the ring paper's fig. 13, and more of their kinds. */
public final class Cast {
    /** Servers in the paper. */
    public static final int PAPER = 6;

    /** The least for a ring. */
    public static final int MIN = 2;

    /** Name of the witness: the paper's file server. */
    public static final String WITNESS_NAME = "witness";

    private record Role(String name, ServiceKind kind) {}

    private static final List<Role> ROLES =
            List.of(
                    new Role("mail", ServiceKind.SMTP),
                    new Role("ftp", ServiceKind.FTP),
                    new Role("web", ServiceKind.HTTP),
                    new Role("web", ServiceKind.HTTP),
                    new Role("proxy", ServiceKind.PROXY),
                    new Role("login", ServiceKind.SSH));

    private Cast() {}

    /**
     * The servers in ring order, without the witness: mail, ftp, web1, web2, proxy, login, mail2,
     * ftp2, web3, ...
     *
     * @param count {@link #MIN}..{@link PlannedServer#NUMBER_MAX}
     */
    public static List<PlannedServer> of(int count) {
        var seen = new HashMap<String, Integer>();
        var servers = new ArrayList<PlannedServer>();
        for (int number = 1; number <= count; number++) {
            Role role = ROLES.get((number - 1) % ROLES.size());
            int nth = seen.merge(role.name(), 1, Integer::sum);
            boolean plain = nth == 1 && role.kind() != ServiceKind.HTTP;
            servers.add(new PlannedServer(number, role.name() + (plain ? "" : nth), role.kind()));
        }
        return servers;
    }

    /** The witness. */
    public static PlannedServer witness() {
        return new PlannedServer(PlannedServer.WITNESS, WITNESS_NAME, ServiceKind.HTTP);
    }
}
