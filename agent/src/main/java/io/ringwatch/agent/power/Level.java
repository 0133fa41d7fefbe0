package io.ringwatch.agent.power;

import io.ringwatch.agent.drivers.Fences.Result;
import io.ringwatch.member.Effect;
import io.ringwatch.member.Input.FenceStatus;
import java.util.List;
import java.util.stream.Collectors;

/** Fences that only together prove a machine off, as the outlets of two power supplies do. */
final class Level {
    /** A status is asked for as long as this, if the action took nearly all of the limit. */
    private static final int STATUS_PART = 4;

    private final List<FenceDevice> devices;

    Level(List<FenceDevice> devices) {
        this.devices = devices;
    }

    List<FenceDevice> devices() {
        return devices;
    }

    String agents() {
        return devices.stream().map(FenceDevice::agent).collect(Collectors.joining(" and "));
    }

    /**
     * Has all act, one after another, and asks what came of it.
     *
     * @param endNs when it has to be over, {@link System#nanoTime}
     */
    Result act(Effect.Power action, long endNs) {
        long leftNs = endNs - System.nanoTime();
        long actNs = endNs - leftNs / STATUS_PART;
        var said = new StringBuilder();
        for (int i = 0; i < devices.size(); i++) {
            said.append(devices.get(i).order(action, share(actNs, devices.size() - i)));
        }
        return status(said.toString(), endNs);
    }

    /** Asks for the status only. */
    Result examine(long endNs) {
        devices.forEach(device -> device.asked(Effect.Power.STATUS));
        return status("", endNs);
    }

    /** Off if all say so, on if any does. */
    Result status(String said, long endNs) {
        FenceStatus all = FenceStatus.OFF;
        var detail = new StringBuilder(said);
        for (int i = 0; i < devices.size(); i++) {
            Result one = devices.get(i).status("", share(endNs, devices.size() - i));
            detail.append(i == 0 ? "" : ", ").append(one.detail());
            if (one.status() == FenceStatus.ON) {
                all = FenceStatus.ON;
            } else if (one.status() == FenceStatus.FAILED && all == FenceStatus.OFF) {
                all = FenceStatus.FAILED;
            }
        }
        return new Result(all, detail.toString());
    }

    /** The same time for each of those that still have to be asked. */
    static long share(long endNs, int among) {
        return Math.max(0, (endNs - System.nanoTime()) / among);
    }
}
