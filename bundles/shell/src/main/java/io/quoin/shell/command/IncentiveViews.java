package io.quoin.shell.command;

import io.quoin.api.engine.Engine;
import io.quoin.api.journal.TorrentMoney;
import io.quoin.api.session.Session;
import io.quoin.api.torrent.TorrentId;
import io.quoin.api.torrent.TorrentSnapshot;
import java.io.IOException;
import java.util.List;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Descriptor;
import org.apache.felix.service.command.Parameter;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** What can be seen of incentives. */
@Component(
    service = IncentiveViews.class,
    property = {
      "osgi.command.scope=incentive",
      "osgi.command.function=list",
      "osgi.command.function=money",
      "quoin.role=viewer"
    })
public final class IncentiveViews {

  private static final String JSON = "--json";
  private static final String JSON_TEXT = "answers with JSON; amounts are base units";

  private final Engine engine;
  private final Session session;
  private final Books books;
  private final IncentiveOffers offers;

  /**
   * Views of incentives.
   *
   * @param engine knows which is at work
   * @param session knows what torrents are called
   * @param offers the incentives that there are
   * @param books journal and ledger, where there are any
   */
  @Activate
  public IncentiveViews(
      @Reference Engine engine,
      @Reference Session session,
      @Reference IncentiveOffers offers,
      @Reference Books books) {
    this.engine = engine;
    this.session = session;
    this.offers = offers;
    this.books = books;
  }

  /** Lists what decides who is served first. */
  @Descriptor(
      "says which incentive decides who is served first, and which could; example: incentive:list")
  public String list(
      CommandSession shell,
      @Descriptor("answers with JSON")
          @Parameter(names = JSON, presentValue = "true", absentValue = "false")
          boolean json) {
    return new Incentives(engine.incentive().orElse(""), offers.all()).as(json, shell);
  }

  /** Shows what torrents earned and cost. */
  @Descriptor("says what torrents have earned and cost, in tokens; example: incentive:money --json")
  public String money(
      CommandSession shell,
      @Descriptor(JSON_TEXT) @Parameter(names = JSON, presentValue = "true", absentValue = "false")
          boolean json)
      throws IOException, InterruptedException {
    try (Books.Open open = books.open()) {
      List<Earning> earnings =
          Awaited.of(open.journal().torrents(), "the journal's answer").stream()
              .map(money -> Earning.of(money, name(money.torrent())))
              .toList();
      return new Earnings(open.ledger().token().decimals(), earnings).as(json, shell);
    }
  }

  private String name(TorrentId id) {
    return session.torrent(id).map(TorrentSnapshot::name).orElse("");
  }

  /** What decides, empty for tit for tat, and what could. */
  private record Incentives(String atWork, List<IncentiveOffers.Offer> incentives)
      implements Answer {
    @Override
    public String text(int columns) {
      Table table = new Table("ID", "RANKING", "AT WORK");
      for (IncentiveOffers.Offer one : incentives) {
        table.row(one.id(), String.valueOf(one.ranking()), one.id().equals(atWork) ? "yes" : "no");
      }
      table.row("tit for tat", "-", atWork.isEmpty() ? "yes" : "no");
      return table.text(columns);
    }
  }

  /** What a torrent earned and cost, in base units. */
  private record Earning(
      String torrent, String name, long earned, long pending, long spent, long spentSettled) {
    static Earning of(TorrentMoney money, String name) {
      return new Earning(
          money.torrent().toString(),
          name,
          money.earned(),
          money.pending(),
          money.spent(),
          money.spentSettled());
    }
  }

  /** All of them. */
  private record Earnings(int decimals, List<Earning> torrents) implements Answer {

    private static final int ID_SHOWN = 12;

    @Override
    public String text(int columns) {
      Table table = new Table("TORRENT", "EARNED", "TO COME", "SPENT", "PAID", "NAME");
      for (Earning one : torrents) {
        table.row(
            one.torrent().substring(0, ID_SHOWN),
            Quantity.tokens(one.earned(), decimals),
            Quantity.tokens(one.pending(), decimals),
            Quantity.tokens(one.spent(), decimals),
            Quantity.tokens(one.spentSettled(), decimals),
            one.name());
      }
      return table.text(columns);
    }
  }
}
