package io.ringwatch.demo.plan;

/** A service of the demonstration: a small daemon that carries out a real transaction. */
public enum ServiceKind {
    /** Mail into a spool file. */
    SMTP("smtpd", "smtp", 25),
    /** Files in passive mode. */
    FTP("ftpd", "ftp", 21),
    /** Pages. */
    HTTP("httpd", "http", 40),
    /** Pages of others. */
    PROXY("proxyd", "proxy", 41),
    /** Banner and key exchange. */
    SSH("sshd", "ssh", 22);

    /** Offset in the port block of the first port for passive FTP transfers. */
    public static final int PASSIVE_OFFSET = 44;

    /** Ports for passive transfers, so many transfers at once. */
    public static final int PASSIVE_PORTS = 16;

    private final String daemon;
    private final String probe;
    private final int portOffset;

    ServiceKind(String daemon, String probe, int portOffset) {
        this.daemon = daemon;
        this.probe = probe;
        this.portOffset = portOffset;
    }

    /** Name of the daemon, as in the fifth line of the paper's management data. */
    public String daemon() {
        return daemon;
    }

    /** Kind of its examination in the ring file. */
    public String probe() {
        return probe;
    }

    /** Offset of its port in the port block. */
    public int portOffset() {
        return portOffset;
    }
}
