package io.quoin.launcher;

import picocli.CommandLine.Command;

/** The token wallet, as far as it needs no platform. */
@Command(
    name = "wallet",
    description = "The key that tokens are spent and earned with.",
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {
      WalletCreateCommand.class,
      WalletImportCommand.class,
      WalletEncryptCommand.class,
      WalletPassphraseCommand.class,
      WalletAddressCommand.class
    })
final class WalletCommand {}
