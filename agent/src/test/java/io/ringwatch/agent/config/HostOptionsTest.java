package io.ringwatch.agent.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringwatch.ring.Server;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the ring file says to the drivers of real machines. */
final class HostOptionsTest {
    private static void assertFault(String text, int line, String key, String... words) {
        List<Fault> faults =
                assertThrows(ConfigFaults.class, () -> RingFile.parse("ring.yaml", text)).faults();
        assertEquals(1, faults.size(), faults::toString);
        Fault fault = faults.get(0);
        assertEquals(line, fault.line(), fault::toString);
        assertEquals(key, fault.key(), fault::toString);
        for (String word : words) {
            assertTrue(fault.toString().contains(word), fault::toString);
        }
    }

    @Test
    void shouldTakeVirtualAddressesOfIpv6() throws Exception {
        String text = RingTexts.of(3).replace("[127.3.0.2]", "[127.3.0.2, '2001:db8::2']");
        assertEquals(
                List.of("127.3.0.2", "2001:db8::2"),
                RingFile.parse("r", text).config().ring().server(1).vips());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    2001:db8::g     | not an IPv6 address
                    ::ffff:10.0.0.1 | not an IPv6 address
                    fe80::1         | not the IPv6 address of one machine
                    ff02::1         | not the IPv6 address of one machine
                    2001:db8:0::3   | already used by servers[0].vips[1]
                    """)
    void shouldFindFaultsOfVirtualAddressesOfIpv6(String vip, String rule) {
        String text =
                RingTexts.of(3)
                        .replace("[127.3.0.2]", "[127.3.0.2, '2001:db8::3']")
                        .replace("[127.3.0.3]", "['" + vip + "']");
        assertFault(text, 19, "servers[1].vips[0]", rule);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    adresses: kernel       | adresses       | unknown key; did you mean addresses?
                    addresses: kernal      | addresses      | did you mean kernel?
                    conflict-probe: 200    | conflict-probe | expected a duration from 30 ms
                    conflict-probe: 1 ms   | conflict-probe | expected a duration from 30 ms
                    rated-kb-per-s: fast   | rated-kb-per-s | expected a whole number
                    service-restart: rc    | service-restart | expected the path of an executable
                    service-stop: rc       | service-stop   | expected the path of an executable
                    server-restart: boot   | server-restart | expected the path of an executable
                    """)
    void shouldFindFaultsOfOptionsOfTheHost(String option, String key, String rule) {
        String text = "driver-options:\n  " + option + "\n" + RingTexts.of(3);
        assertFault(text, 2, "driver-options." + key, rule);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    drivers: own                                    | only the drivers host
                    driver-options: {addresses: loopback}           | nobody knows who has a VIP
                    driver-options: {service-restart: /bin/restart} | needs driver-options.service-stop
                    """)
    void shouldSayWhatStoppingServicesNeeds(String other, String rule) {
        String first = other + "\ntiming: {fail-backs-per-day: 3}\n";
        String own = first + withKey("services-without-vip: stop");
        assertFault(own, 13, "servers[0].services-without-vip", rule);
        String all = first + "defaults: {services-without-vip: stop}\n" + RingTexts.of(3);
        assertFault(all, 3, "defaults.services-without-vip", rule);
        String but = "defaults: {services-without-vip: stop}\n";
        assertFault(
                first + but + withKey("services-without-vip: run"),
                3,
                "defaults.services-without-vip",
                rule);
    }

    private static String withKey(String line) {
        return RingTexts.of(3).replaceFirst("type: NETWORK", "type: NETWORK\n    " + line);
    }

    /** Whether a daemon starts is seen only after the hand-back. */
    @ParameterizedTest
    @CsvSource({
        "fail-back: auto, false",
        "fail-back: stable-for 10 min, false",
        "fail-backs-per-day: 3, true",
        "fail-back: manual, true"
    })
    void shouldNeedAnEndOfHandBacks(String timing, boolean good) throws Exception {
        String text = "timing: {" + timing + "}\n" + withKey("services-without-vip: stop");
        if (good) {
            assertTrue(
                    RingFile.parse("r", text).config().ring().servers().get(0).servicesNeedVip());
        } else {
            String rule = "needs timing: fail-backs-per-day, or fail-back: manual";
            assertFault(text, 12, "servers[0].services-without-vip", rule);
        }
    }

    @Test
    void shouldReadWhoseServicesAreStopped() throws Exception {
        String text =
                """
                driver-options: {service-restart: /bin/start, service-stop: /bin/stop}
                defaults: {services-without-vip: stop}
                timing: {fail-back: manual}
                """
                        + withKey("services-without-vip: run");
        RingConfig config = RingFile.parse("r", text).config();
        assertEquals(
                List.of(false, true, true),
                config.ring().servers().stream().map(Server::servicesNeedVip).toList());
        assertEquals(List.of("/bin/stop"), HostOptions.of(config).serviceStop());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    originals: 17          | originals      | expected a whole number from 0 to 16
                    originals-kept: frozen | originals-kept | one of paused, saved, cold
                    install-limit: 20      | install-limit  | expected a duration from 100 ms
                    procedure-size: 1 TB   | procedure-size | expected a size from 1 kB
                    bridge: a bridge       | bridge         | expected the name of a bridge
                    libvirt: system        | libvirt        | expected a URI
                    """)
    void shouldFindFaultsOfOptionsOfGuests(String option, String key, String rule) {
        String text =
                "driver-options:\n  original: /etc/o.xml\n  " + option + "\n" + RingTexts.of(3);
        assertFault(text, 3, "driver-options." + key, rule);
    }

    @Test
    void shouldRefuseOptionsOfGuestsWithoutAnOriginal() {
        String text = "driver-options:\n  originals: 2\n" + RingTexts.of(3);
        assertFault(text, 2, "driver-options.originals", "there is no key original");
    }

    @Test
    void shouldReadOptionsOfGuests() throws Exception {
        String text =
                "driver-options: {original: /etc/o.xml, originals-kept: saved, install-limit: 5 s}\n"
                        + RingTexts.of(3)
                                .replaceFirst(
                                        "type: NETWORK",
                                        "type: NETWORK\n    virtual-address: 127.9.0.1");
        RingConfig config = RingFile.parse("r", text).config();
        GuestOptions guests = HostOptions.of(config).guests().orElseThrow();
        assertEquals(GuestOptions.Kept.SAVED, guests.kept());
        assertEquals(1, guests.originals());
        assertEquals(5, guests.installLimit().toSeconds());
        assertEquals(16 * 1024, guests.procedureKb());
        assertEquals("127.9.0.1", config.machine(1).virtualAddress());
    }

    @Test
    void shouldLeaveOptionsOfOtherDriversToThem() throws Exception {
        String text = "drivers: mine\ndriver-options: {colour: red}\n" + RingTexts.of(3);
        assertEquals(Map.of("colour", "red"), RingFile.parse("r", text).config().driverOptions());
    }

    @Test
    void shouldHoldOnlyLoopbackAddressesWithoutTheKernel() throws Exception {
        String text = "driver-options: {addresses: loopback}\n" + RingTexts.of(3);
        assertEquals(
                HostOptions.AddressKind.LOOPBACK,
                HostOptions.of(RingFile.parse("r", text).config()).addresses());
        assertFault(
                text.replace("[127.3.0.2]", "[192.0.2.9]"),
                1,
                "driver-options.addresses",
                "192.0.2.9 is not");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    action: on      | action | is what the agent says
                    'a: "b\\nc"'    | a      | expected a single line
                    a: [b]          | a      | expected a text or a number
                    """)
    void shouldFindFaultsOfOptionsOfAFence(String option, String key, String rule) {
        String fence = "fence: {agent: fence_x, options: {" + option + "}}";
        String text =
                RingTexts.of(3)
                        .replaceFirst(
                                "type: NETWORK",
                                "type: NETWORK\n    " + fence.replace("\\", "\\\\"));
        assertFault(text, 11, "servers[0].fence.options." + key, rule);
    }

    @Test
    void shouldKeepTheOptionsOfAFenceShort() {
        String fence = "fence: {agent: fence_x, options: {a: " + "x".repeat(3000) + "}}";
        String text = RingTexts.of(3).replaceFirst("type: NETWORK", "type: NETWORK\n    " + fence);
        assertFault(text, 11, "servers[0].fence.options", "at most 3000");
    }
}
