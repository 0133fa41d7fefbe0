package io.ringwatch.agent.drivers;

import java.time.Duration;

/** Examines the network, by ICMP echo or what stands for it. */
public interface NetworkExamination {
    /** Whether the server's own address on the service network answers within the limit. */
    boolean answers(int server, Duration limit);

    /** Whether this server's own default gateway answers within the limit. */
    boolean gatewayAnswers(Duration limit);
}
