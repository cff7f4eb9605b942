package io.quoin.ledger.local;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** Where the embedded ledger is, and what it is like. */
@ObjectClassDefinition(
    name = "Quoin embedded ledger",
    description = "A token without a chain, worth nothing outside of it")
public @interface LocalLedgerConfiguration {

  /**
   * Where the ledger is.
   *
   * @return a directory
   */
  @AttributeDefinition(
      name = "Data directory",
      description = "Directory of the file 'ledger', which is made if it is missing; required.",
      required = false)
  String data() default "";

  /**
   * The token's number.
   *
   * @return 0 or more
   */
  @AttributeDefinition(
      name = "Token",
      description = "Number of the token of a new ledger; BTT's on TRON by default.",
      min = "0")
  long token() default 1_002_000;

  /**
   * The token's decimals.
   *
   * @return 0 to 18
   */
  @AttributeDefinition(
      name = "Decimals",
      description = "Digits of an amount behind the point, of a new ledger.",
      min = "0",
      max = "18")
  int decimals() default 6;

  /**
   * How much there is.
   *
   * @return base units
   */
  @AttributeDefinition(
      name = "Supply",
      description = "Base units of a new ledger, all in its treasury at first; BTT's by default.",
      min = "0")
  long supply() default 990_000_000_000_000_000L;

  /**
   * How long a transfer may be undone.
   *
   * @return seconds
   */
  @AttributeDefinition(
      name = "Finality",
      description = "Seconds until a transfer is final, 0 to 3600. TRON needs about 57.",
      min = "0",
      max = "3600")
  int finality_seconds() default 57;

  /**
   * How many transfers are free.
   *
   * @return in any 24 hours
   */
  @AttributeDefinition(
      name = "Free transfers",
      description = "Transfers without a fee that an account has in any 24 hours. TRON gives two.",
      min = "0")
  int free_transfers() default 2;

  /**
   * What the wallet of this platform is given.
   *
   * @return base units
   */
  @AttributeDefinition(
      name = "Welcome",
      description =
          "Base units that the wallet of this platform gets out of the treasury when the ledger"
              + " first sees it.",
      min = "0")
  long welcome() default 1_000_000_000L;

  /**
   * What the wallet of this platform is given for fees.
   *
   * @return coins
   */
  @AttributeDefinition(
      name = "Coins",
      description =
          "What the wallet gets with it for fees; a transfer that is not free costs 280000, one"
              + " that makes an account 1100000.",
      min = "0")
  long welcome_coins() default 100_000_000L;
}
