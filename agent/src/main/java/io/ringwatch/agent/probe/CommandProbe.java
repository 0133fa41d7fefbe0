package io.ringwatch.agent.probe;

import io.ringwatch.agent.process.ProcessEnd;
import io.ringwatch.agent.process.ProcessRun;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * Any executable with the exit codes of the Monitoring Plugins: 0 and 1 (warning) are good, 2
 * (critical) is bad. One that cannot tell (3), cannot be started, or fails in another way speaks of
 * itself, not of the service: that is no reason to take a server out of the group, so it counts as
 * good and leaves a remark. One that does not end within the limit is bad.
 */
final class CommandProbe implements ServiceProbe {
    private static final int WARNING = 1;
    private static final int CRITICAL = 2;

    private final List<String> command;

    CommandProbe(String command) {
        this.command = Arrays.asList(command.strip().split("\\s+", -1));
    }

    @Override
    public Finding examine(String address, Duration limit) {
        List<String> words =
                command.stream()
                        .map(word -> word.replace("$VIP", address).replace("$ADDRESS", address))
                        .toList();
        ProcessEnd end =
                ProcessRun.run(words, Map.of("VIP", address, "ADDRESS", address), "", limit);
        String name = words.get(0);
        if (end.how() == ProcessEnd.How.LATE) {
            return Finding.bad(
                    name
                            + " did not end within "
                            + TcpExamination.seconds(limit)
                            + " for "
                            + address);
        }
        if (end.ok()) {
            return Finding.GOOD;
        }
        String said = ": " + end.firstLine();
        if (end.exitCode() == CRITICAL) {
            return Finding.bad(name + " says critical for " + address + said);
        }
        String what = end.exitCode() == WARNING ? "warning" : "it cannot tell, " + end.exitCode();
        return new Finding(true, name + " says " + what + " for " + address + said);
    }
}
