package io.ringwatch.codec;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringwatch.files.Files;
import io.ringwatch.files.Incarnation;
import io.ringwatch.files.Place;
import io.ringwatch.files.Proof;
import io.ringwatch.files.Reason;
import io.ringwatch.files.Row;
import io.ringwatch.files.Version;
import io.ringwatch.ring.ServerType;
import io.ringwatch.sem.Ballot;
import io.ringwatch.sem.VoteRecord;
import java.util.Collections;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * The bytes themselves: whoever changes one of these changes what agents of two versions say to
 * each other.
 */
class WireFormTest {
    record Numbers(int a, long b, int c) implements Shape {}

    record Every(
            boolean yes,
            ServerType type,
            double real,
            String text,
            List<Integer> list,
            Map<String, String> map,
            Optional<String> there,
            Optional<String> absent,
            @Nullable String given,
            @Nullable Numbers missing,
            byte[] raw) {}

    sealed interface Shape permits Numbers, Inner {}

    sealed interface Inner extends Shape {}

    record First() implements Inner {}

    record Second(boolean yes) implements Inner {}

    sealed interface Numbered {}

    @Wire(7)
    record Seven(int n) implements Numbered {}

    @Wire(3)
    record Three(int n) implements Numbered {}

    sealed interface Mixed {}

    @Wire(0)
    record WithTag() implements Mixed {}

    record WithoutTag() implements Mixed {}

    record Text(String text) {}

    record Raw(byte[] raw) {}

    record Many(List<Integer> list) {}

    record Maybe(List<@Nullable String> list) {}

    record Sorted(Map<String, Integer> map) {}

    record Nothing() {}

    record Nothings(List<Nothing> list) {}

    record Chain(@Nullable Chain next) {}

    record Alien(Object value) {}

    record Picky(int n) {
        Picky {
            if (n > 9) {
                throw new IllegalStateException("too picky");
            }
        }
    }

    @Test
    void shouldWriteEachKindOfComponent() {
        var every =
                new Every(
                        true,
                        ServerType.CPU_NET,
                        1.5,
                        "\u00e9a",
                        List.of(1, -1, 64),
                        Map.of("b", "2", "a", "1"),
                        Optional.of("x"),
                        Optional.empty(),
                        "g",
                        null,
                        new byte[] {9, 8});

        assertGolden(
                Every.class,
                every,
                "01"
                        + "02"
                        + "3ff8000000000000"
                        + "03c3a961"
                        + "03"
                        + "02"
                        + "01"
                        + "8001"
                        + "02"
                        + "01610131"
                        + "01620132"
                        + "010178"
                        + "00"
                        + "010167"
                        + "00"
                        + "020908");
    }

    @Test
    void shouldWriteThreeSmallNumbersAndATagInFourBytes() {
        assertGolden(Shape.class, new Numbers(5, -3, 63), "000a057e");
    }

    @Test
    void shouldNumberTheRecordsOfInnerSealedTypesOnwards() {
        assertGolden(Shape.class, new First(), "01");
        assertGolden(Shape.class, new Second(true), "0201");
        assertGolden(Inner.class, new Second(true), "0101");
        assertGolden(Numbered.class, new Seven(1), "0702");
        assertGolden(Numbered.class, new Three(1), "0302");
    }

    @Test
    void shouldWriteTheExtremesOfNumbers() {
        assertGolden(
                Numbers.class,
                new Numbers(Integer.MIN_VALUE, Long.MIN_VALUE, Integer.MAX_VALUE),
                "ffffffff0f" + "ffffffffffffffffff01" + "feffffff0f");
    }

    @Test
    void shouldKeepTheFormOfVoteRecordAndFiles() {
        var row =
                new Row(
                        2,
                        77,
                        78,
                        Place.REVIVING,
                        Row.NOBODY,
                        2,
                        new Version(new Incarnation(1, 3), 9),
                        Reason.NETWORK,
                        1_522_708_875_000L,
                        Proof.FENCED,
                        1,
                        1_522_708_876_000L);
        var files = new Files(new Version(new Incarnation(1, 3), 10), List.of(row));

        assertGolden(Ballot.class, new Ballot(new Incarnation(1, 3), 4, 5), "0206080a");
        assertGolden(
                Files.class,
                files,
                "020614"
                        + "01"
                        + "04"
                        + "9a01"
                        + "9c01"
                        + "01"
                        + "01"
                        + "04"
                        + "020612"
                        + "01"
                        + "f09bac88d158"
                        + "02"
                        + "02"
                        + "c0abac88d158");
        assertGolden(
                VoteRecord.class,
                VoteRecord.fresh(1),
                "020000" + "00000000" + "00000000" + "00000000" + "0000" + "0000" + "00" + "0000");
    }

    @Test
    void shouldObeyLimitsAtTheLimit() {
        String longest = "a".repeat(RecordCodec.STRING_BYTES_MAX);
        List<Integer> most = Collections.nCopies(RecordCodec.ELEMENTS_MAX, 1);
        assertEquals(longest, again(Text.class, new Text(longest)).text());
        assertEquals(most, again(Many.class, new Many(most)).list());
        int rawMax = RecordCodec.TOTAL_MAX - 4;
        assertEquals(rawMax, again(Raw.class, new Raw(new byte[rawMax])).raw().length);
        assertEquals(
                chain(RecordCodec.DEPTH_MAX), again(Chain.class, chain(RecordCodec.DEPTH_MAX)));

        assertRefused(Text.class, new Text(longest + "a"), "65536");
        assertRefused(Text.class, new Text("\u00e9".repeat(32_768)), "65536");
        assertRefused(
                Many.class,
                new Many(Collections.nCopies(RecordCodec.ELEMENTS_MAX + 1, 1)),
                "10001");
        assertRefused(Raw.class, new Raw(new byte[rawMax + 1]), "more than");
        assertRefused(Chain.class, chain(RecordCodec.DEPTH_MAX + 1), "deeper");
    }

    @Test
    void shouldRefuseLengthsBeforeAllocating() {
        assertMalformed(
                Text.class,
                "ffff03" + "61",
                "at byte 3 of 4: a length or size of 65535, but 1 bytes left");
        assertMalformed(Text.class, "808004", "limit 65535");
        assertMalformed(Many.class, "904e" + "02", "10000, but 1 bytes left");
        assertMalformed(Many.class, "914e", "limit 10000");
        assertMalformed(Raw.class, "ffffffffffffffffff01", "limit 4194304");
        assertMalformed(Chain.class, "01".repeat(RecordCodec.DEPTH_MAX + 1), "deeper");
        assertMalformed(Nothings.class, "0100", "no bytes");
        var e =
                assertThrows(
                        IllegalArgumentException.class,
                        () -> RecordCodec.decode(Raw.class, new byte[RecordCodec.TOTAL_MAX + 1]));
        assertTrue(e.getMessage().contains("more than"), e.getMessage());
    }

    @Test
    void shouldRefuseWhatHasAnotherForm() {
        assertMalformed(Numbers.class, "800000" + "00", "shortest");
        assertMalformed(Numbers.class, "8080808020" + "0000", "not an int");
        assertMalformed(Numbers.class, "00" + "ffffffffffffffffff02" + "00", "shortest");
        assertMalformed(
                Numbers.class, "00" + "ffffffffffffffffffff01" + "00", "more than ten bytes");
        assertMalformed(Second.class, "02", "neither no (0) nor yes (1)");
        assertMalformed(Shape.class, "03", "tag 3");
        assertMalformed(Numbered.class, "0002", "tag 0");
        assertMalformed(Text.class, "01ff", "not UTF-8");
        assertMalformed(Text.class, "02c080", "not UTF-8");
        assertMalformed(Sorted.class, "02" + "016202" + "016102", "order");
        assertMalformed(Sorted.class, "02" + "016102" + "016102", "twice");
        assertMalformed(Picky.class, "14", "at byte 1 of 1: not a Picky: too picky");
        assertMalformed(Numbers.class, "00000000", "1 bytes too many");
    }

    @Test
    void shouldRefuseNullWhereItIsNotAllowed() {
        assertRefused(Text.class, new Text(nothing()), "Text.text is null");
        assertRefused(Text.class, new Text("\ud800"), "UTF-8");
        assertRefused(Nothings.class, new Nothings(List.of(new Nothing())), "no bytes");
        var maybe = new Maybe(java.util.Arrays.asList("a", null));
        assertEquals(maybe, again(Maybe.class, maybe));
    }

    @Test
    void shouldSortMaps() {
        var map = new HashMap<String, Integer>();
        for (int i = 0; i < 100; i++) {
            map.put("k" + i * 7919 % 100, i);
        }
        byte[] bytes = RecordCodec.encode(Sorted.class, new Sorted(map));

        assertEquals(map, RecordCodec.decode(Sorted.class, bytes).map());
        assertArrayEquals(
                bytes, RecordCodec.encode(Sorted.class, new Sorted(new java.util.TreeMap<>(map))));
    }

    @Test
    void shouldCallATypeWithoutFormAFaultOfTheProgram() {
        assertThrows(
                IllegalStateException.class, () -> RecordCodec.encode(Alien.class, new Alien("x")));
        assertThrows(
                IllegalStateException.class, () -> RecordCodec.encode(Mixed.class, new WithTag()));
    }

    private static Chain chain(int length) {
        Chain chain = new Chain(null);
        for (int i = 1; i < length; i++) {
            chain = new Chain(chain);
        }
        return chain;
    }

    @SuppressWarnings({"NullAway", "DataFlowIssue"})
    private static String nothing() {
        return null;
    }

    private static <T> T again(Class<T> type, T value) {
        return RecordCodec.decode(type, RecordCodec.encode(type, value));
    }

    private static <T> void assertGolden(Class<T> type, T value, String hex) {
        assertEquals(hex, HexFormat.of().formatHex(RecordCodec.encode(type, value)));
        T again = RecordCodec.decode(type, HexFormat.of().parseHex(hex));
        assertEquals(hex, HexFormat.of().formatHex(RecordCodec.encode(type, again)));
    }

    private static <T> void assertRefused(Class<T> type, T value, String part) {
        var e = assertThrows(IllegalArgumentException.class, () -> RecordCodec.encode(type, value));
        assertTrue(e.getMessage().contains(part), e.getMessage());
    }

    private static void assertMalformed(Class<?> type, String hex, String part) {
        byte[] bytes = HexFormat.of().parseHex(hex);
        var e = assertThrows(IllegalArgumentException.class, () -> RecordCodec.decode(type, bytes));
        assertTrue(e.getMessage().contains(part), e.getMessage());
    }
}
