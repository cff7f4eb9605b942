package io.quoin.incentive.btt;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** What the user decides about paying and being paid. Without a configuration nothing is done. */
@ObjectClassDefinition(
    name = "Quoin BTT incentive",
    description =
        "Peers pay in tokens to be served sooner. Off unless earning or spending is chosen; what"
            + " may be spent at most is said in io.quoin.wallet.journal. Settlements are public"
            + " on the ledger.")
public @interface BttConfiguration {

  /**
   * Whether peers may pay us.
   *
   * @return false by default
   */
  @AttributeDefinition(
      name = "Earn",
      description =
          "Sell upload to peers that pay: they get slots besides the ordinary ones. They learn our"
              + " address, and what they pay is public on the ledger. Off by default: it is the"
              + " user's decision.")
  boolean earn() default false;

  /**
   * Whether we pay peers.
   *
   * @return false by default
   */
  @AttributeDefinition(
      name = "Spend",
      description =
          "Pay peers to be served sooner, within the budgets. They learn our address, and payments"
              + " are public on the ledger and cannot be taken back. Off by default: it is the user's"
              + " decision.")
  boolean spend() default false;

  /**
   * What those who do not pay have of a limited upload rate.
   *
   * @return percent
   */
  @AttributeDefinition(
      name = "Free share",
      description =
          "Percent of a limited upload rate that peers get at least who do not pay, while both"
              + " wait, 25 to 100. 80 by default: it hardly touches them.",
      min = "25",
      max = "100")
  int free_percent() default 80;

  /**
   * The first price.
   *
   * @return base units per GiB
   */
  @AttributeDefinition(
      name = "Ask",
      description =
          "Price to begin with, in base units per GiB. It moves by itself with demand. 1000000 by"
              + " default: one token of 6 decimals.",
      min = "1")
  long ask() default 1_000_000;

  /**
   * The lowest price.
   *
   * @return base units per GiB
   */
  @AttributeDefinition(
      name = "Reserve",
      description = "Lowest price, in base units per GiB. 100000 by default: a tenth of the ask.",
      min = "1")
  long reserve() default 100_000;

  /**
   * The highest price.
   *
   * @return base units per GiB
   */
  @AttributeDefinition(
      name = "Ceiling",
      description = "Highest price that is asked for, in base units per GiB. 100000000 by default.",
      min = "1")
  long ceiling() default 100_000_000;

  /**
   * The most that is paid.
   *
   * @return base units per GiB
   */
  @AttributeDefinition(
      name = "Limit",
      description =
          "Highest price that is paid to anybody, in base units per GiB. 2000000 by default: twice"
              + " the usual ask.",
      min = "1")
  long limit() default 2_000_000;

  /**
   * The most that one payer may owe.
   *
   * @return base units
   */
  @AttributeDefinition(
      name = "Credit of one",
      description =
          "The most that one payer may owe, in base units, however much it has settled before."
              + " 10000000 by default. A stranger may owe the price of 64 MiB.",
      min = "0")
  long credit_one() default 10_000_000;

  /**
   * The most that all payers may owe.
   *
   * @return base units
   */
  @AttributeDefinition(
      name = "Credit of all",
      description =
          "The most that all payers together may owe, in base units; strangers a quarter of it."
              + " 100000000 by default.",
      min = "0")
  long credit_all() default 100_000_000;

  /**
   * The most that one channel can come to.
   *
   * @return base units
   */
  @AttributeDefinition(
      name = "Capacity",
      description =
          "The most that one channel can come to over its time, in base units. 1000000000 by"
              + " default. Nothing is set aside for it; budgets are what limits spending.",
      min = "1")
  long capacity() default 1_000_000_000;

  /**
   * How long a channel lives.
   *
   * @return days
   */
  @AttributeDefinition(
      name = "Lifetime",
      description = "Days after which a channel ends and another is opened, 1 to 29. 7 by default.",
      min = "1",
      max = "29")
  int lifetime_days() default 7;

  /**
   * How many strangers are bought from at once.
   *
   * @return sellers
   */
  @AttributeDefinition(
      name = "Strangers",
      description =
          "Sellers that were never paid before which are bought from at once, 0 to 1000. 4 by"
              + " default: each may need a transfer of its own.",
      min = "0",
      max = "1000")
  int strangers() default 4;

  /**
   * What is worth seeding on for.
   *
   * @return base units
   */
  @AttributeDefinition(
      name = "Seeding floor",
      description =
          "What a finished torrent has to earn in 15 minutes to be worth seeding on, in base"
              + " units. 0, the default, keeps none for its earnings.",
      min = "0")
  long seeding_floor() default 0;

  /**
   * Whether fees are paid.
   *
   * @return false by default
   */
  @AttributeDefinition(
      name = "Fees",
      description =
          "Buy also while a settlement would cost a fee of the network. Off by default: without a"
              + " free transfer nothing is bought.")
  boolean fees() default false;

  /**
   * Whether private torrents take part.
   *
   * @return false by default
   */
  @AttributeDefinition(
      name = "Private torrents",
      description = "Take part in private torrents too. Off by default: trackers count ratios.")
  boolean private_torrents() default false;

  /**
   * Torrents that take no part.
   *
   * @return info-hashes
   */
  @AttributeDefinition(
      name = "Except",
      description = "Torrents that take no part, as 40 hexadecimal digits each. None by default.")
  String[] except() default {};
}
