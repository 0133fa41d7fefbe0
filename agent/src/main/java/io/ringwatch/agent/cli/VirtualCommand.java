package io.ringwatch.agent.cli;

import picocli.CommandLine.Command;

/** {@code ringwatch virtual}. */
@Command(
        name = "virtual",
        description = {
            "About the original servers of a host: suspended virtual machines, of which one becomes",
            "the virtual server of a server that fails."
        },
        subcommands = {VirtualListCommand.class, VirtualPrepareCommand.class})
final class VirtualCommand {}
