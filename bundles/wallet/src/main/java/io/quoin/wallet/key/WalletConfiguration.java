package io.quoin.wallet.key;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** Where the key is. */
@ObjectClassDefinition(
    name = "Quoin wallet",
    description = "The key that signs; it is not exchanged while the wallet is open")
public @interface WalletConfiguration {

  /**
   * Where the key is.
   *
   * @return a directory
   */
  @AttributeDefinition(
      name = "Data directory",
      description =
          "Directory of the file 'keystore', or 'key' if it is not encrypted, which only its owner"
              + " may read; required. A key is drawn if there is none. Without it the money is lost:"
              + " keep a copy in a safe place.",
      required = false)
  String data() default "";

  /**
   * What opens the keystore.
   *
   * @return a file, or empty if the key is not encrypted
   */
  @AttributeDefinition(
      name = "Passphrase file",
      description =
          "File whose first line opens the keystore, up to 1024 bytes; only its owner may read it."
              + " Without one the key is kept in 'key', not encrypted.",
      required = false)
  String passphrase_file() default "";

  /**
   * Whose tokens are spent.
   *
   * @return an address, or empty for the key's own
   */
  @AttributeDefinition(
      name = "Account",
      description =
          "Address whose tokens are spent and earned, where the key is a hot key that the owner has"
              + " permitted to transfer them. The key's own by default.",
      required = false)
  String account() default "";

  /**
   * Signing threads.
   *
   * @return number, 0 for automatic
   */
  @AttributeDefinition(
      name = "Threads",
      description =
          "Threads that sign, and as many that verify, 0 to 64. 0 takes half of the cores, at least"
              + " one. A signature takes about 0.3 ms.",
      min = "0",
      max = "64")
  int threads() default 0;
}
