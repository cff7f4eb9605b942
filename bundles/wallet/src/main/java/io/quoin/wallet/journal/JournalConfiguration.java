package io.quoin.wallet.journal;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** Where the money journal is, and how much may be spent. */
@ObjectClassDefinition(
    name = "Quoin money journal",
    description = "What is owed, promised and paid, and how much may be promised")
public @interface JournalConfiguration {

  /**
   * Where the journal is.
   *
   * @return a directory
   */
  @AttributeDefinition(
      name = "Data directory",
      description =
          "Directory of the journal; required, and not changed while it is open. On a disk of this"
              + " machine: SQLite's files are not for network shares.",
      required = false)
  String data() default "";

  /**
   * Budget for each address.
   *
   * @return base units, negative for no limit
   */
  @AttributeDefinition(
      name = "Budget for an address",
      description =
          "The most that is ever promised to one address, in base units; -1 for no limit. 0 by"
              + " default: nothing is spent before a budget is given.")
  long budget_payee() default 0;

  /**
   * Budget for each torrent.
   *
   * @return base units, negative for no limit
   */
  @AttributeDefinition(
      name = "Budget for a torrent",
      description =
          "The most that is ever promised for one torrent, in base units; -1 for no limit. 0 by"
              + " default.")
  long budget_torrent() default 0;

  /**
   * Budget for each day.
   *
   * @return base units, negative for no limit
   */
  @AttributeDefinition(
      name = "Budget for a day",
      description =
          "The most that is promised on one day (UTC), in base units; -1 for no limit. 0 by"
              + " default.")
  long budget_day() default 0;

  /**
   * Budget in all.
   *
   * @return base units, negative for no limit
   */
  @AttributeDefinition(
      name = "Budget in all",
      description = "The most that is ever promised, in base units; -1 for no limit. 0 by default.")
  long budget_total() default 0;

  /**
   * Whether only a hot key may spend.
   *
   * @return true if nothing is spent with any other key
   */
  @AttributeDefinition(
      name = "Hot key",
      description =
          "Spend only while the ledger says that the wallet's key can transfer tokens of its account"
              + " and do nothing else; asked before every payment, and every half hour while buying."
              + " false by default.")
  boolean hot_key() default false;
}
