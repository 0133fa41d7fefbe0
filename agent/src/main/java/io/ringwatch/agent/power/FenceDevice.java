package io.ringwatch.agent.power;

import io.ringwatch.agent.config.RingConfig.FenceConfig;
import io.ringwatch.agent.drivers.Fences.Result;
import io.ringwatch.agent.drivers.Fences.Word;
import io.ringwatch.agent.process.ProcessEnd;
import io.ringwatch.agent.process.ProcessRun;
import io.ringwatch.member.Effect;
import io.ringwatch.member.Input.FenceStatus;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One executable of the ClusterLabs kind, {@code fence_ipmilan} and its like, for one machine:
 * options on standard input, a line each, {@code action} among them. {@code status} ends with 0 for
 * on, with 2 for off, and with anything else if it does not know. It is remembered what it said
 * last. Safe for use by several threads.
 */
final class FenceDevice {
    private static final int STATUS_ON = 0;
    private static final int STATUS_OFF = 2;

    /** Debian's agents warn of their own Python before they say what is wrong. */
    private static final Map<String, String> ENVIRONMENT =
            Map.of("LC_ALL", "C", "PYTHONWARNINGS", "ignore");

    /** One that has lied may take this part of an order's time to say on first. */
    private static final int ON_PART = 4;

    private final int server;
    private final String machine;
    private final int level;
    private final FenceConfig fence;
    private Effect.@Nullable Power asked;
    private @Nullable Result last;
    private long lastWallMs;

    /** It said off of a machine that lived, and has not said on since. */
    private boolean lies;

    /**
     * @param level from 1
     */
    FenceDevice(int server, String machine, int level, FenceConfig fence) {
        this.server = server;
        this.machine = machine;
        this.level = level;
        this.fence = fence;
    }

    String agent() {
        return fence.agent();
    }

    /** Carries out the action; its own word for how that went, empty if it went well. */
    String order(Effect.Power action, long limitNs) {
        long leftNs = limitNs;
        if (action == Effect.Power.OFF && isLiar()) {
            // Mended since, it says on: then its off counts again.
            long beganNs = System.nanoTime();
            status("", limitNs / ON_PART);
            leftNs -= System.nanoTime() - beganNs;
        }
        asked(action);
        ProcessEnd end = run(action.name().toLowerCase(Locale.ROOT), leftNs);
        return end.ok() ? "" : text(end) + "; then ";
    }

    /**
     * What it says of the machine.
     *
     * @param said put before it in the detail
     */
    Result status(String said, long limitNs) {
        ProcessEnd end = run("status", limitNs);
        String output = end.output().toUpperCase(Locale.ROOT);
        boolean saysOn = output.contains("STATUS: ON");
        boolean saysOff = output.contains("STATUS: OFF");
        String detail = said + "status: " + text(end);
        if (end.how() == ProcessEnd.How.EXITED && end.exitCode() == STATUS_OFF && !saysOn) {
            return remembered(new Result(FenceStatus.OFF, detail));
        }
        if (end.how() == ProcessEnd.How.EXITED && end.exitCode() == STATUS_ON && !saysOff) {
            return remembered(new Result(FenceStatus.ON, detail));
        }
        return remembered(new Result(FenceStatus.FAILED, detail));
    }

    /** What is asked from now on. */
    synchronized void asked(Effect.Power action) {
        asked = action;
    }

    private synchronized boolean isLiar() {
        return lies;
    }

    private synchronized Result remembered(Result result) {
        last = result;
        lastWallMs = System.currentTimeMillis();
        if (result.status() == FenceStatus.ON) {
            lies = false;
        }
        return lies && result.status() == FenceStatus.OFF
                ? new Result(
                        FenceStatus.FAILED,
                        result.detail() + ", not believed: it said so while " + machine + " lived")
                : result;
    }

    /** Asks for the status only; whether it says off, believed or not. */
    boolean examine(long limitNs) {
        asked(Effect.Power.STATUS);
        status("", limitNs);
        synchronized (this) {
            return saysOff();
        }
    }

    /** The machine lived when it was last examined, unless it was told to turn it off since. */
    synchronized void contradict() {
        lies |= asked == Effect.Power.STATUS && saysOff();
    }

    private boolean saysOff() {
        return last != null && last.status() == FenceStatus.OFF;
    }

    synchronized Word word() {
        return new Word(
                server,
                level,
                fence.agent(),
                last == null ? null : asked,
                last == null ? null : last.status(),
                last == null ? "" : last.detail(),
                lastWallMs,
                trouble());
    }

    private String trouble() {
        if (!isInstalled()) {
            return "no executable " + fence.agent() + " here";
        }
        if (lies) {
            return "says off, but " + machine + " is heard: it would prove a false death";
        }
        if (last == null) {
            return "";
        }
        return switch (last.status()) {
            case FAILED -> "gives no status";
            case ON -> asked == Effect.Power.OFF ? "did not turn it off" : "";
            case OFF -> asked == Effect.Power.ON ? "did not turn it on" : "";
        };
    }

    boolean isInstalled() {
        if (fence.agent().startsWith("/")) {
            return Files.isExecutable(Path.of(fence.agent()));
        }
        String path = System.getenv().getOrDefault("PATH", "");
        return List.of(path.split(":", -1)).stream()
                .filter(directory -> !directory.isEmpty())
                .anyMatch(directory -> Files.isExecutable(Path.of(directory, fence.agent())));
    }

    private ProcessEnd run(String action, long limitNs) {
        var input = new StringBuilder();
        fence.options().forEach((key, value) -> input.append(line(key, value)));
        if (!fence.options().containsKey("nodename")) {
            input.append(line("nodename", machine));
        }
        input.append(line("action", action));
        return ProcessRun.run(
                List.of(fence.agent()),
                ENVIRONMENT,
                input.toString(),
                Duration.ofNanos(Math.max(0, limitNs)));
    }

    private static String line(String key, String value) {
        return key + "=" + value + "\n";
    }

    private String text(ProcessEnd end) {
        return switch (end.how()) {
            case LATE -> fence.agent() + " did not end in time";
            case NOT_STARTED -> fence.agent() + " does not start: " + end.firstLine();
            case EXITED -> fence.agent() + " ends with " + end.exitCode() + ' ' + quoted(end);
        };
    }

    private static String quoted(ProcessEnd end) {
        return end.tellingLine().isEmpty() ? "" : '"' + end.tellingLine() + '"';
    }
}
