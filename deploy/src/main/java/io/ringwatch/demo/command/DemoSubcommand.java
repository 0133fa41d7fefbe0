package io.ringwatch.demo.command;

import io.ringwatch.agent.cli.Subcommand;

/** Brings {@code ringwatch demo} to the command line. */
public final class DemoSubcommand implements Subcommand {
    /** Found by service loading. */
    public DemoSubcommand() {}

    @Override
    public Object command() {
        return new DemoCommand();
    }
}
