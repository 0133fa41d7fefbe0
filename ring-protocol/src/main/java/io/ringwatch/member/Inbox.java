package io.ringwatch.member;

import io.ringwatch.message.Message;

/** Where each input goes. */
final class Inbox implements Input.Handler {
    private final Parts parts;
    private final Post post;

    Inbox(Parts parts) {
        this.parts = parts;
        post = new Post(parts);
    }

    @Override
    public void timer(Input.Timer input) {
        // what is due acts in poll
    }

    @Override
    public void flagSeen(Input.FlagSeen input) {
        parts.executor.onFlag(input.present());
        parts.executor.beaconNow();
    }

    @Override
    public void received(Input.Received input) {
        int from = input.from();
        if (!parts.situation.ring().has(from)) {
            return;
        }
        if (from != parts.turn.self()) {
            parts.hearing.heard(from);
            parts.deaths.heard(from);
        }
        post.from(from);
        input.message().accept(post);
    }

    @Override
    public void selfExamined(Input.SelfExamined input) {
        parts.selfMonitoring.onExamined(input);
    }

    @Override
    public void examined(Input.Examined input) {
        parts.opinion.onExamined(input);
        parts.connections.onExamined(input);
        parts.recoveries.onExamined(input);
        parts.hosting.onExamined(input);
    }

    @Override
    public void serviceRestarted(Input.ServiceRestarted input) {
        parts.selfMonitoring.onRestarted(input);
    }

    @Override
    public void loadSampled(Input.LoadSampled input) {
        parts.load.add(input.sample());
        parts.hosting.onProcedures(input.procedures());
    }

    @Override
    public void guestReady(Input.GuestReady input) {
        parts.hosting.onReady(input);
    }

    @Override
    public void guestFailed(Input.GuestFailed input) {
        parts.hosting.onFailed(input);
    }

    @Override
    public void guestDied(Input.GuestDied input) {
        parts.hosting.onDied(input.server(), input.reason());
    }

    @Override
    public void guestSuspended(Input.GuestSuspended input) {
        parts.hosting.onSuspended(input.server());
    }

    @Override
    public void vipClaimed(Input.VipClaimed input) {
        parts.turn.tell(
                Event.Kind.CLAIMED, input.server(), "its VIPs are up here and were announced");
        var claimed = new Message.Claimed(input.server(), parts.voter.version());
        for (int member : parts.voter.operation().groupInRingOrder()) {
            parts.turn.send(member, claimed);
        }
    }

    @Override
    public void vipDropped(Input.VipDropped input) {
        parts.releases.onDropped(input.server(), input.op());
        if (input.server() == parts.turn.self()) {
            // a parked server may be let in from now on
            parts.executor.beaconNow();
        }
    }

    @Override
    public void vipConflict(Input.VipConflict input) {
        parts.turn.tell(Event.Kind.CONFLICT, input.server(), input.detail());
    }

    @Override
    public void fenced(Input.Fenced input) {
        parts.deaths.onFenced(input);
    }

    @Override
    public void storeFailed(Input.StoreFailed input) {
        parts.turn.tell(
                Event.Kind.STALLED,
                parts.turn.self(),
                "the vote record cannot be written, so this member does not vote: "
                        + input.reason());
    }

    @Override
    public void commanded(Input.Commanded input) {
        parts.desk.onCommand(input.op(), input.command());
    }

    @Override
    public void clockTrust(Input.ClockTrust input) {
        parts.clock.onTrust(input);
    }
}
