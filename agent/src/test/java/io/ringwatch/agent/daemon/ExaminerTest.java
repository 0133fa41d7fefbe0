package io.ringwatch.agent.daemon;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.ringwatch.agent.config.RingConfig;
import io.ringwatch.agent.config.RingConfig.ServiceCheck;
import io.ringwatch.agent.drivers.Services.State;
import io.ringwatch.agent.metrics.Counters;
import io.ringwatch.agent.probe.Finding;
import io.ringwatch.member.Effect;
import io.ringwatch.member.Input;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExaminerTest {
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final long LIMIT_NS = 5_000 * Fixtures.MS;

    private final List<Input> inputs = new CopyOnWriteArrayList<>();
    private final FakeDrivers drivers = new FakeDrivers(new DriverChoice.Reports(inputs::add));
    private final ScheduledThreadPoolExecutor timer = Fixtures.timer();
    private final BlockingWork pool = new BlockingWork("examine", 4, 8, timer, new Counters());

    @AfterEach
    void stop() {
        pool.close();
        timer.shutdownNow();
    }

    @Test
    void shouldExamineEveryServiceAtTheVipAndNameThoseThatFail() throws IOException {
        try (var vip = new ServerSocket(0, 10, InetAddress.getByName("127.0.9.2"))) {
            int port = vip.getLocalPort();
            Examiner examiner = examiner(tcp("vsftpd", port), tcp("httpd", 1));
            examiner.services(new Effect.ExamineServices(1, 2, true, LIMIT_NS));
            awaitInput(new Input.Examined(1, false, "httpd: connection refused at 127.0.9.2:1"));
            examiner(tcp("vsftpd", port))
                    .services(new Effect.ExamineServices(2, 2, true, LIMIT_NS));
            awaitInput(new Input.Examined(2, true, ""));
            examiner(tcp("vsftpd", port))
                    .services(new Effect.ExamineServices(3, 2, false, LIMIT_NS));
            awaitInput(
                    new Input.Examined(
                            3, false, "vsftpd: connection refused at 127.0.1.2:" + port));
        }
    }

    @Test
    void shouldExamineItselfAtItsOwnAddress() throws IOException {
        try (var own = new ServerSocket(0, 10, InetAddress.getByName("127.0.1.1"))) {
            Examiner examiner = examiner(tcp("vsftpd", own.getLocalPort()), tcp("httpd", 1));
            examiner.self(new Effect.ExamineSelf(1));
            awaitInput(new Input.SelfExamined(1, true, List.of("httpd")));
            drivers.gateway = false;
            examiner.self(new Effect.ExamineSelf(2));
            awaitInput(new Input.SelfExamined(2, false, List.of("httpd")));
        }
    }

    @Test
    void shouldSayWhatIsStoppedOrStartedOnPurpose() throws IOException {
        try (var own = new ServerSocket(0, 10, InetAddress.getByName("127.0.1.1"))) {
            Examiner examiner = examiner(tcp("vsftpd", own.getLocalPort()), tcp("httpd", 1));
            drivers.states.put("vsftpd", State.STOPPED);
            drivers.states.put("httpd", State.STOPPED);
            examiner.self(new Effect.ExamineSelf(1));
            awaitInput(self(1, List.of(), List.of(), List.of("vsftpd", "httpd")));
            drivers.states.put("vsftpd", State.STARTING);
            drivers.states.put("httpd", State.STARTING);
            examiner.self(new Effect.ExamineSelf(2));
            awaitInput(self(2, List.of(), List.of("httpd"), List.of()));
            drivers.states.clear();
            examiner.self(new Effect.ExamineSelf(3));
            awaitInput(self(3, List.of("httpd"), List.of(), List.of()));
        }
    }

    /** Its VIPs were lost, or came, while it was asked. */
    @ParameterizedTest
    @CsvSource({
        "RUNNING, STOPPED, STOPPED",
        "RUNNING, STARTING, STARTING",
        "STARTING, RUNNING, STARTING",
        "STARTING, STOPPED, STOPPED",
        "STOPPED, STARTING, STARTING",
        "STOPPED, RUNNING, STARTING",
        "STOPPED, STOPPED, STOPPED",
        "RUNNING, RUNNING, RUNNING"
    })
    void shouldNotBlameWhatChangesMeanwhile(State before, State after, State said) {
        var silent = new Finding(false, "");
        drivers.states.put("httpd", before);
        var own = new OwnServices(drivers.services(), List.of("httpd", "vsftpd"));
        drivers.states.put("httpd", after);
        boolean examined = before != State.STOPPED;
        assertEquals(examined, own.isExamined("httpd"));
        var good = new Finding(true, "");
        Input result = own.result(1, true, examined ? List.of(silent, good) : List.of(good));
        List<String> httpd = List.of("httpd");
        assertEquals(
                self(
                        1,
                        said == State.RUNNING ? httpd : List.of(),
                        said == State.STARTING ? httpd : List.of(),
                        said == State.STOPPED ? httpd : List.of()),
                result);
        assertEquals(before == State.RUNNING && after == State.RUNNING, own.allRun());
    }

    @Test
    void shouldNotBlameWhatWasStoppedAndStartedMeanwhile() {
        var own = new OwnServices(drivers.services(), List.of("httpd"));
        drivers.turns.addAndGet(2);
        Input result = own.result(1, true, List.of(new Finding(false, "refused")));
        assertEquals(self(1, List.of(), List.of("httpd"), List.of()), result);
        assertFalse(own.allRun());
    }

    private static Input self(
            long op, List<String> failed, List<String> starting, List<String> stopped) {
        return new Input.SelfExamined(op, true, failed, starting, stopped);
    }

    @Test
    void shouldExamineServicesThatNeedAVipOnlyThere() {
        List<ServiceCheck> nobody = List.of(tcp("httpd", 1));
        Examiner examiner = examiner(Fixtures.stopping(nobody));
        examiner.services(new Effect.ExamineServices(1, 2, false, LIMIT_NS));
        awaitInput(new Input.Examined(1, true, ""));
        examiner.services(new Effect.ExamineServices(2, 2, true, LIMIT_NS));
        awaitInput(new Input.Examined(2, false, "httpd: connection refused at 127.0.9.2:1"));
    }

    @Test
    void shouldExamineTheNetwork() {
        Examiner examiner = examiner();
        examiner.network(new Effect.ExamineNetwork(1, 2, LIMIT_NS));
        awaitInput(new Input.Examined(1, true, ""));
        drivers.silent.add(2);
        examiner.network(new Effect.ExamineNetwork(2, 2, LIMIT_NS));
        awaitInput(new Input.Examined(2, false, "no echo within 5000 ms from 127.0.1.2"));
    }

    @Test
    void shouldFindAServerWithoutServicesGood() {
        examiner().services(new Effect.ExamineServices(1, 2, true, LIMIT_NS));
        assertEquals(List.of(new Input.Examined(1, true, "")), inputs);
    }

    private Examiner examiner(ServiceCheck... services) {
        return examiner(Fixtures.config(List.of(services)));
    }

    private Examiner examiner(RingConfig config) {
        return new Examiner(
                config,
                1,
                new Examiner.Means(drivers.network(), drivers.services()),
                pool,
                inputs::add);
    }

    private static ServiceCheck tcp(String name, int port) {
        return new ServiceCheck(name, "tcp", port, Map.of());
    }

    private void awaitInput(Input expected) {
        await().atMost(LIMIT).until(() -> inputs.contains(expected));
    }
}
