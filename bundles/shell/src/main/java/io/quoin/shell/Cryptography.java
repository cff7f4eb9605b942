package io.quoin.shell;

import org.apache.sshd.common.util.security.SecurityUtils;
import org.apache.sshd.common.util.security.bouncycastle.BouncyCastleSecurityProviderRegistrar;

/**
 * Where the SSH library takes its algorithms from. Keys of the kind Ed25519 and key exchanges that
 * withstand quantum computers need Bouncy Castle. By itself the library would register that with
 * the virtual machine, where it would stay and keep its bundle's classes.
 */
final class Cryptography {

  private static final String REGISTERED = "useNamed";

  private Cryptography() {}

  /** Has the library use Bouncy Castle by itself, if it is there; to be called before all else. */
  static void prepare() {
    BouncyCastleSecurityProviderRegistrar bouncyCastle =
        new BouncyCastleSecurityProviderRegistrar();
    bouncyCastle.getProperties().put(bouncyCastle.getConfigurationPropertyName(REGISTERED), false);
    SecurityUtils.registerSecurityProvider(bouncyCastle);
  }
}
