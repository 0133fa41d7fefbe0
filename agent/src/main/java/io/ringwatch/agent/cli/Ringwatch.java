package io.ringwatch.agent.cli;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command line. Only the command that was typed is loaded: people wait for it. */
@Command(
        name = "ringwatch",
        description = "A ring of servers that watch, replace and repair each other.",
        mixinStandardHelpOptions = true,
        versionProvider = VersionCommand.Provider.class,
        synopsisSubcommandLabel = "COMMAND",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:done, or the answer is yes",
            "1:not done, or the answer is no",
            "2:the command line or a file is not understood; nothing was started",
            "3:no agent answers, or it may not be asked",
            "4:begun, and not finished within the limit",
            "70 to 74:the agent ended by itself; its log says why",
            "130:ended by Ctrl-C; what was known until then was printed"
        })
public final class Ringwatch implements Runnable {
    private static final int HELP_COLUMNS = 100;

    @Spec private @Nullable CommandSpec spec;

    private Ringwatch() {}

    /** Runs the command line and ends the process with the command's exit code. */
    public static void main(String[] arguments) {
        System.exit(run(arguments));
    }

    static int run(String... arguments) {
        return commandLine(arguments).execute(arguments);
    }

    private static Map<String, Supplier<Object>> commands() {
        var commands = new LinkedHashMap<String, Supplier<Object>>();
        commands.put("status", StatusCommand::new);
        commands.put("file", FileCommand::new);
        commands.put("events", EventsCommand::new);
        commands.put("start", StartCommand::new);
        commands.put("stop", StopCommand::new);
        commands.put("move", MoveCommand::new);
        commands.put("maintenance", MaintenanceCommand::new);
        commands.put("recover", RecoverCommand::new);
        commands.put("confirm-dead", ConfirmDeadCommand::new);
        commands.put("fence", FenceCommand::new);
        commands.put("virtual", VirtualCommand::new);
        commands.put("config", ConfigCommand::new);
        commands.put("agent", AgentCommand::new);
        commands.put("explain", ExplainCommand::new);
        commands.put("replay", ReplayCommand::new);
        commands.put("completion", CompletionCommand::new);
        commands.put("version", VersionCommand::new);
        return commands;
    }

    private static CommandLine commandLine(String... arguments) {
        Supplier<Object> wanted = arguments.length > 0 ? commands().get(arguments[0]) : null;
        if (wanted == null) {
            return all();
        }
        var line = new CommandLine(new Ringwatch());
        line.addSubcommand(arguments[0], wanted.get());
        return prepared(line);
    }

    /** With all commands, also those that other modules bring along. */
    static CommandLine all() {
        var line = new CommandLine(new Ringwatch());
        commands().forEach((name, command) -> line.addSubcommand(name, command.get()));
        for (Subcommand subcommand : ServiceLoader.load(Subcommand.class)) {
            line.addSubcommand(subcommand.command());
        }
        return prepared(line);
    }

    private static CommandLine prepared(CommandLine line) {
        addHelp(line);
        line.setUsageHelpWidth(HELP_COLUMNS);
        line.setExecutionExceptionHandler(
                (e, command, parsed) -> {
                    if (e instanceof CliException failure) {
                        System.err.println("ringwatch: " + failure.getMessage());
                        return failure.exitCode();
                    }
                    throw e;
                });
        line.setParameterExceptionHandler(Ringwatch::misunderstood);
        return line;
    }

    private static void addHelp(CommandLine line) {
        for (CommandLine sub : line.getSubcommands().values()) {
            sub.getCommandSpec().mixinStandardHelpOptions(true);
            addHelp(sub);
        }
    }

    private static int misunderstood(ParameterException e, String[] arguments) {
        CommandLine command = e.getCommandLine();
        System.err.println("ringwatch: " + e.getMessage());
        if (!CommandLine.UnmatchedArgumentException.printSuggestions(e, System.err)) {
            command.usage(System.err);
        }
        return ExitCodes.BAD_INPUT;
    }

    /** Without a command. */
    @Override
    public void run() {
        CommandSpec known = spec;
        if (known != null) {
            throw new ParameterException(known.commandLine(), "which command?");
        }
    }
}
