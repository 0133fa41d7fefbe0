package io.ringwatch.agent.power;

import io.ringwatch.agent.config.RingConfig.FenceConfig;
import io.ringwatch.agent.drivers.Fences.Result;
import io.ringwatch.agent.process.ProcessEnd;
import io.ringwatch.agent.process.ProcessRun;
import io.ringwatch.member.Effect;
import io.ringwatch.member.Input.FenceStatus;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * One executable of the ClusterLabs kind, {@code fence_ipmilan} and its like, for one machine:
 * options on standard input, a line each, {@code action} among them. {@code status} ends with 0 for
 * on, with 2 for off, and with anything else if it does not know.
 */
final class FenceDevice {
    private static final int STATUS_ON = 0;
    private static final int STATUS_OFF = 2;

    private final String machine;
    private final FenceConfig fence;

    FenceDevice(String machine, FenceConfig fence) {
        this.machine = machine;
        this.fence = fence;
    }

    String agent() {
        return fence.agent();
    }

    /** Carries out the action; its own word for how that went, empty if it went well. */
    String order(Effect.Power action, long limitNs) {
        ProcessEnd end = run(action.name().toLowerCase(Locale.ROOT), limitNs);
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
            return new Result(FenceStatus.OFF, detail);
        }
        if (end.how() == ProcessEnd.How.EXITED && end.exitCode() == STATUS_ON && !saysOff) {
            return new Result(FenceStatus.ON, detail);
        }
        return new Result(FenceStatus.FAILED, detail);
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
                Map.of("LC_ALL", "C"),
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
        return end.firstLine().isEmpty() ? "" : '"' + end.firstLine() + '"';
    }
}
