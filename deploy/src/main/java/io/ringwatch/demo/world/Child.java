package io.ringwatch.demo.world;

import io.ringwatch.demo.plan.World;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Processes that are started here, written down, and killed here. */
public final class Child {
    private Child() {}

    /**
     * Starts one of the demonstration's own processes and waits until it is ready.
     *
     * @param name of its log
     * @param main its class
     * @param arguments after the world's file
     * @throws IOException if it ends or is not ready within the limit; it is killed then
     */
    public static Process start(
            World world, String name, Class<?> main, List<String> arguments, Duration limit)
            throws IOException {
        Process process = begin(world, name, main, arguments);
        awaitReady(process, name, limit);
        return process;
    }

    /** Like {@link #start} without the wait. */
    public static Process begin(World world, String name, Class<?> main, List<String> arguments)
            throws IOException {
        var command = new ArrayList<>(world.command());
        command.add(main.getName());
        command.add(world.home().resolve(World.FILE).toString());
        command.addAll(arguments);
        return run(world, name, command, Map.of(), ProcessBuilder.Redirect.PIPE);
    }

    /** Starts an agent. */
    static Process agent(World world, String name, List<String> arguments, Map<String, String> env)
            throws IOException {
        var command = new ArrayList<>(world.agentCommand());
        command.addAll(arguments);
        Path log = world.log(name);
        return run(world, name, command, env, ProcessBuilder.Redirect.appendTo(log.toFile()));
    }

    private static Process run(
            World world,
            String name,
            List<String> command,
            Map<String, String> env,
            ProcessBuilder.Redirect output)
            throws IOException {
        Path log = world.log(name);
        Files.createDirectories(log.getParent());
        var builder = new ProcessBuilder(command);
        builder.redirectOutput(output);
        builder.redirectError(ProcessBuilder.Redirect.appendTo(log.toFile()));
        builder.environment().putAll(env);
        Process process = builder.start();
        Reaper.note(world, process.toHandle());
        return process;
    }

    /** Waits until it says that it is ready. */
    public static void awaitReady(Process process, String name, Duration limit) throws IOException {
        var reader =
                new BufferedReader(
                        new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        CompletableFuture<Boolean> ready = CompletableFuture.supplyAsync(() -> isReady(reader));
        try {
            if (!ready.get(limit.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new IOException(name + " ended before it was ready");
            }
        } catch (TimeoutException | ExecutionException e) {
            process.destroyForcibly();
            throw new IOException(name + " is not ready after " + limit.toMillis() + " ms", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            process.destroyForcibly();
            throw new IOException("interrupted while " + name + " starts", e);
        }
    }

    private static boolean isReady(BufferedReader reader) {
        try {
            String line = reader.readLine();
            return line != null && ParentWatch.isReady(line);
        } catch (IOException e) {
            return false;
        }
    }

    /** Stops a process as it is, as a suspended machine is. */
    static void suspend(Process process) throws IOException {
        signal(process, "STOP");
    }

    /** Lets a stopped process go on. */
    static void resume(Process process) throws IOException {
        signal(process, "CONT");
    }

    private static void signal(Process process, String signal) throws IOException {
        Process kill =
                new ProcessBuilder("sh", "-c", "kill -" + signal + " " + process.pid()).start();
        try {
            if (kill.waitFor() != 0) {
                throw new IOException("kill -" + signal + " " + process.pid() + " failed");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }
}
