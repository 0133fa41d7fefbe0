package io.ringwatch.recovery;

import io.ringwatch.dbss.Examination;
import io.ringwatch.member.Input;
import io.ringwatch.member.Situation;

/** Watches a virtual server that serves, from outside, at its VIP. */
final class GuestWatch {
    /** So many bad examinations in a row mean that it does not serve any more. */
    private static final int BAD_MAX = 3;

    private final Situation situation;
    private final Examination examination;
    private long nextNs = Long.MIN_VALUE;
    private int bad;
    private String detail = "";

    GuestWatch(Situation situation, int server) {
        this.situation = situation;
        examination = new Examination(situation, server, true);
    }

    void onExamined(Input.Examined result) {
        examination.onExamined(result);
    }

    /**
     * Whether it was found bad too often.
     *
     * @param mayAnswer whether this host holds VIPs at all: without a lease silence says nothing
     */
    boolean failed(boolean mayAnswer) {
        if (nextNs == Long.MIN_VALUE) {
            nextNs = situation.turn().now() + situation.timing().intervalNs();
        }
        examination.poll();
        if (!mayAnswer) {
            bad = 0;
            examination.stop();
        } else if (examination.isOver()) {
            bad = examination.isGood() ? 0 : bad + 1;
            detail = examination.detail();
            examination.stop();
        }
        if (!examination.isRunning() && situation.turn().due(nextNs)) {
            nextNs = situation.turn().now() + situation.timing().internalNs();
            situation.turn().wakeBy(nextNs);
            examination.startServices();
        }
        return bad >= BAD_MAX;
    }

    String detail() {
        return detail;
    }
}
