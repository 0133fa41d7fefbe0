package io.ringwatch.codec;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringwatch.files.Edit;
import io.ringwatch.files.Files;
import io.ringwatch.files.Heartbeat;
import io.ringwatch.member.Boot;
import io.ringwatch.member.Command;
import io.ringwatch.member.Effect;
import io.ringwatch.member.Event;
import io.ringwatch.member.Input;
import io.ringwatch.member.MemberView;
import io.ringwatch.member.Moment;
import io.ringwatch.message.Message;
import io.ringwatch.ring.Ring;
import io.ringwatch.sem.VoteRecord;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RecordCodecTest {
    private static final long SEED = 20_220_318;
    private static final int SAMPLES = 20;

    static Stream<Class<?>> roots() {
        return Stream.of(
                Input.class,
                Effect.class,
                Message.class,
                VoteRecord.class,
                Files.class,
                Edit.class,
                Heartbeat.class,
                Boot.class,
                Ring.class,
                Command.class,
                Event.class,
                MemberView.class,
                Moment.class);
    }

    static Stream<Class<?>> everyRecord() {
        return roots().flatMap(root -> Samples.recordsOf(root).stream());
    }

    @ParameterizedTest
    @MethodSource("everyRecord")
    void shouldGiveBackEveryRecord(Class<?> type) {
        var samples = new Samples(SEED);
        for (int i = 0; i < SAMPLES; i++) {
            assertSame(type, samples.next(type));
        }
    }

    @ParameterizedTest
    @MethodSource("roots")
    void shouldGiveBackEverySealedType(Class<?> type) {
        var samples = new Samples(SEED);
        for (int i = 0; i < SAMPLES; i++) {
            assertSame(type, samples.next(type));
        }
    }

    @ParameterizedTest
    @MethodSource("roots")
    void shouldRefuseEveryTruncation(Class<?> type) {
        var samples = new Samples(SEED);
        for (int i = 0; i < SAMPLES; i++) {
            byte[] bytes = encode(type, samples.next(type));
            for (int length = 0; length < bytes.length; length++) {
                byte[] part = Arrays.copyOf(bytes, length);
                var e =
                        assertThrows(
                                IllegalArgumentException.class,
                                () -> RecordCodec.decode(type, part));
                assertTrue(e.getMessage().startsWith("at byte "), e.getMessage());
            }
            byte[] longer = Arrays.copyOf(bytes, bytes.length + 1);
            assertThrows(IllegalArgumentException.class, () -> RecordCodec.decode(type, longer));
        }
    }

    @ParameterizedTest
    @MethodSource("roots")
    void shouldOnlyRefuseWhatIsGarbage(Class<?> type) {
        var samples = new Samples(SEED);
        var random = new Random(SEED);
        int refused = 0;
        for (int i = 0; i < 800; i++) {
            byte[] bytes;
            if (random.nextBoolean()) {
                bytes = new byte[random.nextInt(64)];
                random.nextBytes(bytes);
            } else {
                bytes = encode(type, samples.next(type));
                for (int flips = random.nextInt(3); flips >= 0 && bytes.length > 0; flips--) {
                    bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
                }
            }
            refused += decodes(type, bytes) ? 0 : 1;
        }
        assertTrue(refused > 0, "garbage for " + type + " from seed " + SEED);
    }

    @Test
    void shouldStartWithTheTagOfTheRecord() {
        var load = new Input.Examined(3, true, "");

        assertEquals(
                encode(Input.Examined.class, load).length + 1, encode(Input.class, load).length);
    }

    /** False if it was refused properly; any other exception fails the test. */
    private static boolean decodes(Class<?> type, byte[] bytes) {
        try {
            RecordCodec.decode(type, bytes);
            return true;
        } catch (IllegalArgumentException e) {
            assertTrue(e.getMessage().startsWith("at byte "), e.getMessage());
            return false;
        }
    }

    private static <T> void assertSame(Class<T> type, Object value) {
        byte[] bytes = encode(type, value);
        T again = RecordCodec.decode(type, bytes);

        assertEquals(value, again);
        assertArrayEquals(bytes, RecordCodec.encode(type, again));
    }

    private static <T> byte[] encode(Class<T> type, Object value) {
        return RecordCodec.encode(type, type.cast(value));
    }
}
