package io.quoin.platform;

/**
 * How much of the house is started. Bundles that belong to no profile, such as plugins, always are,
 * except with {@link #TOKENS}.
 */
public enum Profile {
  /** Torrents: session, engine, storage, discovery. */
  MINIMAL,
  /** And what an operator needs: control over HTTP, the shell, the installer. */
  STANDARD,
  /** And tokens: wallet, ledgers, the BTT incentive. */
  FULL,
  /** Wallet and ledgers alone, for moving tokens: no torrent, no socket of peers, no plugin. */
  TOKENS
}
