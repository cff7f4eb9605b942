package io.quoin.incentive.btt.selling;

import io.quoin.incentive.btt.BttSettings;
import io.quoin.incentive.btt.auction.AskPrice;
import io.quoin.incentive.btt.auction.Auction;
import io.quoin.incentive.btt.auction.Outcome;
import io.quoin.incentive.btt.wire.BttMessage;

/** The price that we ask for: told to whoever comes, and again once it has changed. */
final class Asking {
  private static final int SECONDS = 3600;

  private final BttSettings settings;
  private final SellSides sides;
  private AskPrice ask;

  /**
   * Asks for a price.
   *
   * @param first until a round changes it
   */
  Asking(BttSettings settings, SellSides sides, long first) {
    this.settings = settings;
    this.sides = sides;
    this.ask = new AskPrice(first, settings.reserve(), settings.ceiling());
  }

  long price() {
    return ask.price();
  }

  void tell(SellSide side) {
    side.toldPrice(ask.price());
    int slots =
        Auction.places(settings.freePercent() < 100 ? sides.slots() : 0, settings.freePercent(), 0);
    side.conversation().send(new BttMessage.Ask(ask.price(), slots, SECONDS));
  }

  /**
   * A round has begun.
   *
   * @param leases that run in it
   * @param places that were to be had in its auction
   */
  void adapt(Outcome<SellSide> outcome, int leases, int places) {
    long before = ask.price();
    if (outcome.contended() && outcome.winners().size() == places) {
      ask = ask.afterFullRound(outcome.lowestLimit());
    } else if (leases == 0) {
      ask = ask.afterIdleRound();
    }
    if (ask.price() != before) {
      sides.all().stream()
          .filter(side -> side.toldPrice() != ask.price() && !side.conversation().conduct().off())
          .forEach(this::tell);
    }
  }
}
