package io.quoin.launcher;

import picocli.CommandLine.Command;

/** The token wallet. */
@Command(
    name = "wallet",
    description = "The key that tokens are spent and earned with, and what it has.",
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {
      WalletCreateCommand.class,
      WalletImportCommand.class,
      WalletEncryptCommand.class,
      WalletPassphraseCommand.class,
      WalletAddressCommand.class,
      WalletBalanceCommand.class,
      WalletSendCommand.class,
      WalletHistoryCommand.class
    })
final class WalletCommand {}
