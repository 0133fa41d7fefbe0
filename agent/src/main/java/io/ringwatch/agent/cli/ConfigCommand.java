package io.ringwatch.agent.cli;

import picocli.CommandLine.Command;

/** {@code ringwatch config}. */
@Command(
        name = "config",
        description = "About the ring file.",
        subcommands = ConfigCheckCommand.class)
final class ConfigCommand {}
