package io.ringwatch.agent.probe;

import io.ringwatch.agent.config.RingConfig.ServiceCheck;
import io.ringwatch.agent.config.ServiceKinds;

/** Chooses the probe that the ring file asks for. */
public final class ServiceProbes {
    private ServiceProbes() {}

    /**
     * The probe of a service.
     *
     * @throws IllegalArgumentException if {@link ServiceKinds#faults} finds any, which the check of
     *     the ring file does before
     */
    public static ServiceProbe of(ServiceCheck check) {
        var faults = ServiceKinds.faults(check);
        if (!faults.isEmpty()) {
            throw new IllegalArgumentException(check.name() + ": " + faults);
        }
        int port = check.port();
        return switch (check.kind()) {
            case "tcp" -> Dialogue.tcp(port, check.options().getOrDefault("expect", ""));
            case "smtp" -> Dialogue.smtp(port);
            case "pop3" -> Dialogue.pop3(port);
            case "imap" -> Dialogue.imap(port);
            case "ssh" -> Dialogue.ssh(port);
            case "ftp" -> new FtpProbe(port, check.options());
            case "http" -> HttpProbe.direct(port, check.options());
            case "proxy" -> HttpProbe.proxy(port, check.options());
            case "command" -> new CommandProbe(check.options().getOrDefault("command", ""));
            default -> throw new IllegalArgumentException("no probe of kind " + check.kind());
        };
    }
}
