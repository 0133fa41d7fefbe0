package io.ringwatch.simulator.command;

import io.ringwatch.agent.cli.Subcommand;

/** Brings {@code ringwatch sim} to the command line. */
public final class SimSubcommand implements Subcommand {
    /** Found by service loading. */
    public SimSubcommand() {}

    @Override
    public Object command() {
        return new SimCommand();
    }
}
