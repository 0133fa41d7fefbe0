package io.ringwatch.agent.cli;

/**
 * A command that another module brings along, found by service loading. So the command line knows
 * neither the demonstration nor the simulator.
 */
public interface Subcommand {

    /** An object with picocli's command annotation; fresh at every call. */
    Object command();
}
