package io.ringwatch.demo.command;

import io.ringwatch.demo.line.Question;
import io.ringwatch.demo.plan.Directories;
import io.ringwatch.demo.plan.Fault;
import io.ringwatch.demo.plan.PlannedServer;
import io.ringwatch.demo.plan.PortBlock;
import io.ringwatch.demo.plan.World;
import io.ringwatch.demo.world.Board;
import io.ringwatch.demo.world.Child;
import io.ringwatch.demo.world.Reaper;
import io.ringwatch.demo.world.Switch;
import java.io.Closeable;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The processes: the switch and a board per member, which start all others. */
final class Stage implements Closeable {
    private static final Duration START_LIMIT = Duration.ofSeconds(30);
    private static final Duration ORDER_LIMIT = Duration.ofSeconds(5);
    private static final long END_LIMIT_MS = 3_000;

    private final World world;
    private final PortBlock ports;
    private final Map<Integer, Process> boards = new LinkedHashMap<>();
    private @Nullable Process theSwitch;
    private boolean closed;

    Stage(World world, PortBlock ports) {
        this.world = world;
        this.ports = ports;
    }

    World world() {
        return world;
    }

    /** The process of a server's board. */
    synchronized Process board(PlannedServer server) {
        Process board = boards.get(server.number());
        if (board == null) {
            throw new IllegalArgumentException("no board of " + server.name());
        }
        return board;
    }

    /** Starts switch and boards, and gives all machines power. */
    void begin() throws IOException {
        Process first = Child.begin(world, "switch", Switch.class, List.of());
        synchronized (this) {
            theSwitch = first;
        }
        var started = new ArrayList<Process>();
        for (PlannedServer server : world.servers()) {
            String number = Integer.toString(server.number());
            Process board =
                    Child.begin(world, server.name() + "-board", Board.class, List.of(number));
            started.add(board);
            synchronized (this) {
                boards.put(server.number(), board);
            }
        }
        Child.awaitReady(first, "the switch", START_LIMIT);
        for (Process board : started) {
            Child.awaitReady(board, "a board", START_LIMIT);
        }
        for (PlannedServer server : world.servers()) {
            order(server, "BOOT");
        }
    }

    /** Breaks a server. */
    void breakIt(PlannedServer server, Fault fault) throws IOException {
        if (fault == Fault.GATEWAY) {
            ask("GATEWAY-LOST " + server.number());
        } else {
            order(server, "BREAK " + fault.word());
        }
    }

    /** Gives a server its gateway back. */
    void repairGateway(PlannedServer server) throws IOException {
        ask("GATEWAY-BACK " + server.number());
    }

    private void order(PlannedServer server, String line) throws IOException {
        String answer = Question.ask(world.boardDesk(server), line, ORDER_LIMIT);
        if (!answer.equals("OK")) {
            throw new IOException(
                    "the board of " + server.name() + " says to " + line + ": " + answer);
        }
    }

    private String ask(String line) throws IOException {
        return Question.ask(world.switchDesk(), line, ORDER_LIMIT);
    }

    /** Time in which a VIP had two claimants. */
    long dualMs() throws IOException {
        return Long.parseLong(ask("DUAL"));
    }

    /** Who claims each VIP: machine numbers by server number, as the switch sees it. */
    Map<Integer, String> holders() throws IOException {
        var holders = new java.util.TreeMap<Integer, String>();
        for (String pair : ask("HOLDERS").split(" ", -1)) {
            String[] parts = pair.split("=", -1);
            holders.put(Integer.parseInt(parts[0]), parts[1]);
        }
        return holders;
    }

    /** State of a machine as its board says. */
    MachineState machine(PlannedServer server) throws IOException {
        String status = Question.ask(world.boardDesk(server), "STATUS", ORDER_LIMIT);
        String[] words = status.split(" ", -1);
        return new MachineState(
                words[0],
                Long.parseLong(words[1]),
                Integer.parseInt(words[2]),
                words.length > 3 ? words[3] : "");
    }

    /**
     * State of a machine.
     *
     * @param power OFF, BOOTING or ON
     * @param agentPid process number of its agent, 0 without one
     * @param suspended originals that wait suspended
     * @param guests virtual servers that run there, empty without one
     */
    record MachineState(String power, long agentPid, int suspended, String guests) {
        boolean isOn() {
            return power.equals("ON");
        }
    }

    /** Keeps the logs and flight records when all ends; returns where. */
    java.nio.file.Path keepFiles() throws IOException {
        java.nio.file.Files.writeString(world.home().resolve(Reaper.KEEP), "");
        return world.home();
    }

    /** Whether the processes that must not end are there. */
    synchronized boolean stands() {
        return theSwitch != null
                && theSwitch.isAlive()
                && boards.values().stream().allMatch(Process::isAlive);
    }

    @Override
    public void close() {
        Process last;
        List<Process> all;
        synchronized (this) {
            if (closed) {
                return;
            }
            closed = true;
            last = theSwitch;
            all = List.copyOf(boards.values());
        }
        all.forEach(Stage::sayEnd);
        all.forEach(Stage::awaitEnd);
        try {
            Directories.unpoint(world);
            ports.close();
        } catch (IOException e) {
            // It stays behind, and points nowhere.
            System.err.println("ringwatch demo: " + e.getMessage());
        }
        if (last != null) {
            // It deletes the directories.
            sayEnd(last);
            awaitEnd(last);
        }
        // Whoever still lives, whatever it is doing; and the directories.
        new Reaper(world).end();
    }

    /** The end of its standard input is the sign to end. */
    private static void sayEnd(Process process) {
        try {
            process.getOutputStream().close();
        } catch (IOException e) {
            // It has ended already.
            process.destroyForcibly();
        }
    }

    private static void awaitEnd(Process process) {
        try {
            if (!process.waitFor(END_LIMIT_MS, TimeUnit.MILLISECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            process.destroyForcibly();
        }
    }
}
