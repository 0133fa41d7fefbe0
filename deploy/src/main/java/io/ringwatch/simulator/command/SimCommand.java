package io.ringwatch.simulator.command;

import picocli.CommandLine.Command;

/** {@code ringwatch sim}. */
@Command(
        name = "sim",
        description = {
            "The simulator: the shipped members in a world on virtual time, made from one seed.",
            "",
            "Exit codes: 0 as it should be; 1 something was found, or differs; 2 not understood, and"
                    + " nothing was run; 130 ended by Ctrl-C, what was known until then was printed."
        },
        subcommands = {
            TryCommand.class,
            ScenarioCommand.class,
            ChaosCommand.class,
            PaperCommand.class,
            AvailabilityCommand.class,
            ScaleCommand.class,
            ReportCommand.class
        })
final class SimCommand {}
