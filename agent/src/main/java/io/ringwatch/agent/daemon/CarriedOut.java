package io.ringwatch.agent.daemon;

import io.ringwatch.agent.flight.FlightRecorder;
import io.ringwatch.member.Effect;
import io.ringwatch.member.Input;
import io.ringwatch.member.Moment;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Effects are recorded, then carried out.
 *
 * @param driver carries them out
 * @param recorder records them, if it can
 */
record CarriedOut(EffectDriver driver, @Nullable FlightRecorder recorder)
        implements DutyCycle.EffectSink {
    @Override
    public void observe(Input input, Moment now, List<Effect> out, String failure) {
        FlightRecorder to = recorder;
        if (to == null) {
            return;
        }
        if (failure.isEmpty()) {
            to.record(input, now, out);
        } else {
            to.recordFailure(input, now, out, failure);
        }
    }

    @Override
    public void carryOut(List<Effect> out, Moment now) {
        driver.carryOut(out, now);
    }
}
