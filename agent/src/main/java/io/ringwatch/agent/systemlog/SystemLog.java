package io.ringwatch.agent.systemlog;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The system log of the paper's fig. 14: lines of time and message, {@code HH:MM:SS.cc message}. A
 * new day begins with a line of its date. Bounded: at {@value #FILE_MAX_BYTES} bytes the file
 * becomes {@code NAME.1}. Written by one thread; a disk that is full or gone costs lines, never the
 * agent.
 */
public final class SystemLog implements AutoCloseable {
    /** Size at which a new file begins; with its predecessor that is about 200,000 lines. */
    public static final long FILE_MAX_BYTES = 4L * 1024 * 1024;

    private static final Logger LOG = LoggerFactory.getLogger(SystemLog.class);

    private final Path file;
    private final ZoneId zone;
    private final long maxBytes;
    private @Nullable OutputStream out;
    private long bytes;
    private long lost;
    private String day = "";

    /**
     * @param file where it is written; its directory must exist
     * @param zone time zone of its lines
     */
    public SystemLog(Path file, ZoneId zone) {
        this(file, zone, FILE_MAX_BYTES);
    }

    SystemLog(Path file, ZoneId zone, long maxBytes) {
        this.file = file;
        this.zone = zone;
        this.maxBytes = maxBytes;
    }

    /** Adds a line. */
    public synchronized void line(long wallMs, String message) {
        ZonedDateTime time = Instant.ofEpochMilli(wallMs).atZone(zone);
        String today = time.toLocalDate().toString();
        var text = new StringBuilder();
        if (!today.equals(day)) {
            day = today;
            text.append("# ").append(today).append('\n');
        }
        text.append(time(time)).append(' ').append(message.replace('\n', ' ')).append('\n');
        write(text.toString().getBytes(StandardCharsets.UTF_8));
    }

    /** Lines that could not be written. */
    public synchronized long lost() {
        return lost;
    }

    @Override
    public synchronized void close() {
        OutputStream open = out;
        out = null;
        try {
            if (open != null) {
                open.close();
            }
        } catch (IOException e) {
            LOG.warn("system log {} does not close: {}", file, e.getMessage());
        }
    }

    /** A time as in its lines: {@code HH:MM:SS.cc}. */
    public static String time(ZonedDateTime time) {
        return String.format(
                Locale.ROOT,
                "%02d:%02d:%02d.%02d",
                time.getHour(),
                time.getMinute(),
                time.getSecond(),
                time.getNano() / 10_000_000);
    }

    private void write(byte[] text) {
        try {
            if (out != null && bytes + text.length > maxBytes) {
                close();
            }
            OutputStream open = out;
            if (open == null) {
                open = open(text.length);
                out = open;
            }
            open.write(text);
            bytes += text.length;
        } catch (IOException e) {
            if (lost++ == 0) {
                LOG.warn("system log {} cannot be written: {}", file, e.getMessage());
            }
            close();
        }
    }

    private OutputStream open(int room) throws IOException {
        bytes = Files.exists(file) ? Files.size(file) : 0;
        if (bytes + room > maxBytes) {
            Path old = file.resolveSibling(file.getFileName() + ".1");
            Files.move(file, old, StandardCopyOption.REPLACE_EXISTING);
            bytes = 0;
        }
        return Files.newOutputStream(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }
}
