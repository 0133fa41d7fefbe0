package io.ringwatch.agent.guest;

import io.ringwatch.agent.guest.HypervisorException.Cause;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A hypervisor whose guests only exist in words, and which fails as it is told. */
final class FakeHypervisor implements Hypervisor {
    private static final Pattern NAME = Pattern.compile("<name>([^<]*)</name>");

    final Map<String, State> states = new ConcurrentHashMap<>();
    final Map<String, Mark> marks = new ConcurrentHashMap<>();
    final List<String> done = new CopyOnWriteArrayList<>();
    final AtomicInteger connections = new AtomicInteger();

    /** Nobody connects while this says why. */
    volatile String dead = "";

    /** Every call waits for it. */
    volatile CountDownLatch frozen = new CountDownLatch(0);

    /** Why nothing can be started; empty if it can. */
    volatile String refusal = "";

    volatile boolean silent;
    volatile int installEndsWith;
    volatile String installSays = "";
    volatile boolean installHangs;

    Hypervisor open() throws HypervisorException {
        thaw();
        if (!dead.isEmpty()) {
            throw new HypervisorException(Cause.UNREACHABLE, dead);
        }
        connections.incrementAndGet();
        return this;
    }

    private void thaw() throws HypervisorException {
        try {
            frozen.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new HypervisorException(Cause.REFUSED, "interrupted", e);
        }
    }

    private void called(String what) throws HypervisorException {
        thaw();
        if (!dead.isEmpty()) {
            throw new HypervisorException(Cause.UNREACHABLE, dead);
        }
        done.add(what);
    }

    private void require(String name) throws HypervisorException {
        if (!states.containsKey(name)) {
            throw new HypervisorException(Cause.ABSENT, name + " is not there");
        }
    }

    void place(String name, State state, Mark mark) {
        states.put(name, state);
        marks.put(name, mark);
    }

    @Override
    public List<Listed> list(String prefix) throws HypervisorException {
        thaw();
        if (!dead.isEmpty()) {
            throw new HypervisorException(Cause.UNREACHABLE, dead);
        }
        var found = new ArrayList<Listed>();
        states.forEach(
                (name, state) ->
                        found.add(new Listed(name, state, Optional.ofNullable(marks.get(name)))));
        return found;
    }

    @Override
    public void create(String xml) throws HypervisorException {
        Matcher name = NAME.matcher(xml);
        if (!name.find()) {
            throw new HypervisorException(Cause.REFUSED, "no name");
        }
        called("create " + name.group(1));
        if (!refusal.isEmpty()) {
            throw new HypervisorException(Cause.REFUSED, refusal);
        }
        place(name.group(1), State.RUNNING, Mark.read(xml).orElseThrow());
    }

    @Override
    public void pause(String name) throws HypervisorException {
        called("pause " + name);
        require(name);
        states.put(name, State.PAUSED);
    }

    @Override
    public void resume(String name) throws HypervisorException {
        called("resume " + name);
        require(name);
        states.put(name, State.RUNNING);
    }

    @Override
    public void destroy(String name) throws HypervisorException {
        called("destroy " + name);
        states.remove(name);
        marks.remove(name);
    }

    @Override
    public void save(String name, Path file) throws HypervisorException {
        called("save " + name);
        try {
            Files.writeString(file, name);
        } catch (java.io.IOException e) {
            throw new HypervisorException(Cause.REFUSED, "cannot save", e);
        }
        states.remove(name);
    }

    @Override
    public void restore(Path file) throws HypervisorException {
        try {
            String name = Files.readString(file);
            called("restore " + name);
            states.put(name, State.PAUSED);
        } catch (java.io.IOException e) {
            throw new HypervisorException(Cause.REFUSED, "cannot restore", e);
        }
    }

    @Override
    public void mark(String name, Mark mark) throws HypervisorException {
        called("mark " + name + " " + mark.stage());
        require(name);
        marks.put(name, mark);
    }

    @Override
    public long residentKb(String name) throws HypervisorException {
        called("measure " + name);
        return 100_000;
    }

    @Override
    public String command(String name, String command, Duration limit) throws HypervisorException {
        thaw();
        require(name);
        if (silent || states.get(name) != State.RUNNING) {
            throw new HypervisorException(Cause.SILENT, "the guest agent does not respond");
        }
        if (command.contains("guest-exec-status")) {
            return status(command.contains("4711"));
        }
        if (command.contains("guest-exec\"")) {
            boolean installs = command.contains("./install");
            done.add(
                    (installs ? "install " : command.contains("./stop") ? "stop " : "run ") + name);
            return "{\"return\": {\"pid\": " + (installs ? 4711 : 1) + "}}";
        }
        return "{\"return\": {}}";
    }

    private String status(boolean install) {
        if (install && installHangs) {
            return "{\"return\": {\"exited\": false}}";
        }
        String said = install ? installSays : "all is well\n";
        String coded = Base64.getEncoder().encodeToString(said.getBytes(StandardCharsets.UTF_8));
        return "{\"return\": {\"exited\": true, \"exitcode\": %d, \"out-data\": \"%s\"}}"
                .formatted(install ? installEndsWith : 0, coded);
    }

    @Override
    public void close() {
        // The next one may connect.
    }
}
