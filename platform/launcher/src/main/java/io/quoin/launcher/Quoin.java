package io.quoin.launcher;

import picocli.CommandLine.Command;

/** The program; it does nothing without a command. */
@Command(
    name = "quoin",
    description = "A plugin platform for torrent clients.",
    mixinStandardHelpOptions = true,
    versionProvider = BuildVersion.class,
    synopsisSubcommandLabel = "COMMAND",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {"0:done", "1:failed; one line on standard error says why", "2:wrong usage"},
    scope = picocli.CommandLine.ScopeType.INHERIT)
final class Quoin {}
