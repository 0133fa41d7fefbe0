package io.ringwatch.dbss;

import io.ringwatch.files.Reason;

/** What the system log says of a fault, in the paper's words (fig. 14). */
final class LogWords {
    private LogWords() {}

    /** When it is found. */
    static String detected(Reason reason) {
        return switch (reason) {
            case NETWORK -> "IPR_network_is_problem";
            case SERVICE -> "IPR_service_is_problem";
            case GATEWAY -> "IPR_gateway_is_problem";
            case RESTART, NONE, MOVED, LOST -> "IPR_is_restarted";
        };
    }

    /** When it is found again. */
    static String confirmed(Reason reason) {
        return switch (reason) {
            case SERVICE -> "Service_is_problem";
            case GATEWAY -> "Gateway_is_problem";
            case NETWORK, RESTART, NONE, MOVED, LOST -> "Network_is_problem";
        };
    }
}
