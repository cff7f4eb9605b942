package io.quoin.incentive.btt;

import static io.quoin.incentive.btt.Bench.BLOCK;
import static io.quoin.incentive.btt.Bench.PIECE;
import static io.quoin.incentive.btt.Bench.TORRENT;
import static org.assertj.core.api.Assertions.assertThat;

import io.quoin.api.journal.ChannelId;
import io.quoin.api.journal.LeasePrice;
import io.quoin.api.journal.SignedVoucher;
import io.quoin.api.journal.Voucher;
import io.quoin.api.ledger.Digest;
import io.quoin.api.ledger.Signature;
import io.quoin.incentive.btt.wire.BttMessage;
import io.quoin.incentive.btt.wire.MessageCodec;
import io.quoin.incentive.btt.wire.ProblemCode;
import io.quoin.incentive.btt.wire.RefusalReason;
import io.quoin.incentive.btt.wire.RejectCode;
import io.quoin.incentive.btt.wire.SampleMessages;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Every message at every stage of a conversation: what it does there, and that it does no more. */
class StagesTest {
  private static final ChannelId FOREIGN = new ChannelId(Digest.ofHex("ab".repeat(32)));
  private static final Signature UNSIGNED = Signature.of(new byte[Signature.BYTES]);
  private static final List<String> NOWHERE =
      List.of("no handshake", "withdrawn", "after three faults", "gone");

  /** What comes of a message. */
  private enum Result {
    /** It is noted, or passed over. */
    QUIET,
    /** One fault: not now, or not from that side. */
    OUT_OF_ORDER,
    /** One fault: it cannot be. */
    MALFORMED,
    /** One fault, found after a while: not signed by whom it should. */
    BAD_SIGNATURE,
    /** An error and a receipt; no fault. */
    BAD_VOUCHER,
    /** An ack and a receipt. */
    ACK,
    /** A bid response that refuses. */
    REFUSED,
    /** An open. */
    OPEN
  }

  // --- somebody who buys ---

  private static final Map<String, Function<Bench, Bench.Remote>> BUYERS =
      Map.of(
          "asked", bench -> Buyers.buyer(bench, 2),
          "opening", StagesTest::opening,
          "open", bench -> Buyers.opened(bench, 2, Buyers.NONCE),
          "leased", bench -> Buyers.leased(bench, 2));

  private static Bench.Remote opening(Bench bench) {
    Bench.Remote buyer = Buyers.buyer(bench, 2);
    buyer.say(Buyers.open(bench, buyer, Buyers.NONCE));
    return buyer;
  }

  private static Voucher voucher(ChannelId channel, long bytes) {
    return new Voucher(channel, TORRENT, 1, LeasePrice.due(bytes, Settings.TOKEN), bytes);
  }

  private static ChannelId known(Bench.Remote remote) {
    return remote.heard(BttMessage.Ack.class).stream()
        .findFirst()
        .map(BttMessage.Ack::channel)
        .orElse(FOREIGN);
  }

  private static BttMessage.Promise promise(Bench.Remote buyer) {
    return new BttMessage.Promise(new SignedVoucher(voucher(known(buyer), BLOCK), UNSIGNED));
  }

  private static BttMessage.Receipt nothingYet(ChannelId channel) {
    return new BttMessage.Receipt(channel, TORRENT, Optional.empty(), 0);
  }

  private record Row(String message, Function<Bench.Remote, BttMessage> make, List<Result> at) {}

  private static Row row(String message, Function<Bench.Remote, BttMessage> make, Result... at) {
    return new Row(message, make, List.of(at));
  }

  private static List<Row> ofBuyers(Bench bench) {
    Result[] never = {
      Result.OUT_OF_ORDER, Result.OUT_OF_ORDER, Result.OUT_OF_ORDER, Result.OUT_OF_ORDER
    };
    Result[] notYet = {Result.OUT_OF_ORDER, Result.OUT_OF_ORDER, Result.QUIET, Result.QUIET};
    Digest nonce = Digest.ofHex("79".repeat(32));
    return List.of(
        row("ask", b -> new BttMessage.Ask(1, 1, 1), never),
        row("bid", b -> new BttMessage.Bid(99, Buyers.LIMIT, 1, 1), notYet),
        row("accepted", b -> new BttMessage.Accepted(1, 1, 1, 0, 0), never),
        row("refused", b -> new BttMessage.Refused(1, RefusalReason.OVER), never),
        row(
            "open",
            b -> Buyers.open(bench, b, nonce),
            Result.ACK,
            Result.OUT_OF_ORDER,
            Result.ACK,
            Result.OUT_OF_ORDER),
        row("ack", b -> new BttMessage.Ack(b.address(), FOREIGN, 1, 1, UNSIGNED), never),
        row(
            "voucher",
            StagesTest::promise,
            Result.OUT_OF_ORDER,
            Result.OUT_OF_ORDER,
            Result.BAD_VOUCHER,
            Result.BAD_SIGNATURE),
        row(
            "voucher of another channel",
            b -> new BttMessage.Promise(new SignedVoucher(voucher(FOREIGN, 1), UNSIGNED)),
            never),
        row("receipt", b -> nothingYet(known(b)), never),
        row(
            "close",
            b -> new BttMessage.Close(known(b), TORRENT),
            Result.OUT_OF_ORDER,
            Result.OUT_OF_ORDER,
            Result.QUIET,
            Result.REFUSED),
        row("close of another channel", b -> new BttMessage.Close(FOREIGN, TORRENT), never),
        row(
            "error",
            b -> new BttMessage.Problem(ProblemCode.OTHER, 1),
            Result.QUIET,
            Result.QUIET,
            Result.QUIET,
            Result.QUIET),
        row("settled", b -> Sellers.settled(known(b), 1), notYet),
        row("reject", b -> new BttMessage.Rejected(nonce, RejectCode.BUSY), never));
  }

  // --- somebody who sells ---

  private static final List<String> SELLER_STAGES =
      List.of("met", "opening", "checking", "acknowledged", "agreed", "leased", "done");

  private static Bench.Remote seller(Bench bench, String stage) {
    return switch (stage) {
      case "met" -> met(bench);
      case "opening" -> Sellers.seller(bench, 2);
      case "checking" -> checking(bench);
      case "acknowledged" -> acknowledged(bench);
      case "agreed" -> Sellers.agreed(bench, 2);
      case "leased" -> Sellers.leased(bench, 2);
      default -> done(bench);
    };
  }

  private static Bench.Remote met(Bench bench) {
    Bench.Remote seller = bench.remote(2, false, true);
    bench.run(1);
    return seller;
  }

  private static Bench.Remote checking(Bench bench) {
    Bench.Remote seller = Sellers.seller(bench, 2);
    seller.say(Sellers.ack(seller));
    return seller;
  }

  private static Bench.Remote acknowledged(Bench bench) {
    Bench.Remote seller = checking(bench);
    bench.run(1);
    return seller;
  }

  /** It took our channel for itself, which is of no use. */
  private static Bench.Remote done(Bench bench) {
    Bench.Remote seller = Sellers.seller(bench, 2);
    Digest nonce = seller.last(BttMessage.Open.class).nonce();
    seller.say(new BttMessage.Rejected(nonce, RejectCode.MODE));
    return seller;
  }

  private static ChannelId opened(Bench.Remote seller) {
    return seller.heard(BttMessage.Open.class).isEmpty() ? FOREIGN : Sellers.channel(seller);
  }

  private static long sequence(Bench.Remote seller) {
    List<BttMessage.Bid> bids = seller.heard(BttMessage.Bid.class);
    return bids.isEmpty() ? 1 : bids.get(bids.size() - 1).sequence();
  }

  private static BttMessage.Ack ack(Bench.Remote seller) {
    return seller.heard(BttMessage.Open.class).isEmpty()
        ? new BttMessage.Ack(seller.address(), FOREIGN, 1, 1, UNSIGNED)
        : Sellers.ack(seller);
  }

  private static List<Row> ofSellers() {
    Result early = Result.OUT_OF_ORDER;
    Result no = Result.OUT_OF_ORDER;
    Result ok = Result.QUIET;
    Result[] never = {no, no, no, no, no, no, no};
    return List.of(
        row(
            "ask",
            s -> new BttMessage.Ask(Settings.TOKEN, 1, 60),
            Result.OPEN,
            ok,
            ok,
            ok,
            ok,
            ok,
            ok),
        row("bid", s -> new BttMessage.Bid(1, 1, 1, 1), never),
        row(
            "accepted",
            s -> new BttMessage.Accepted(sequence(s), Settings.TOKEN, 30, 0, 0),
            early,
            early,
            early,
            ok,
            ok,
            ok,
            no),
        row(
            "accepted above the limit",
            s -> new BttMessage.Accepted(sequence(s), 3 * Settings.TOKEN, 30, 0, 0),
            early,
            early,
            early,
            ok,
            Result.MALFORMED,
            Result.MALFORMED,
            no),
        row(
            "refused",
            s -> new BttMessage.Refused(sequence(s), RefusalReason.OVER),
            early,
            early,
            early,
            ok,
            ok,
            ok,
            no),
        row(
            "open",
            s ->
                new BttMessage.Open(
                    s.address(), s.address(), Buyers.NONCE, 0, 1, 2_000_000_000, UNSIGNED),
            never),
        row("ack", StagesTest::ack, early, ok, no, no, no, no, no),
        row(
            "voucher",
            s -> new BttMessage.Promise(new SignedVoucher(voucher(opened(s), 1), UNSIGNED)),
            never),
        row("receipt", s -> nothingYet(opened(s)), early, early, ok, ok, ok, ok, no),
        row(
            "receipt of another channel",
            s -> nothingYet(FOREIGN),
            early,
            early,
            no,
            no,
            no,
            no,
            no),
        row(
            "receipt with a voucher that nobody signed",
            s -> Sellers.shows(voucher(opened(s), PIECE), UNSIGNED),
            no,
            no,
            Result.BAD_SIGNATURE,
            Result.BAD_SIGNATURE,
            Result.BAD_SIGNATURE,
            Result.BAD_SIGNATURE,
            no),
        row(
            "close",
            s -> new BttMessage.Close(opened(s), TORRENT),
            early,
            early,
            early,
            ok,
            ok,
            ok,
            no),
        row("error", s -> new BttMessage.Problem(ProblemCode.OTHER, 1), ok, ok, ok, ok, ok, ok, ok),
        row("settled", s -> Sellers.settled(opened(s), 1), never),
        row(
            "reject",
            s ->
                new BttMessage.Rejected(
                    s.heard(BttMessage.Open.class).isEmpty()
                        ? Buyers.NONCE
                        : s.last(BttMessage.Open.class).nonce(),
                    RejectCode.OTHER),
            early,
            ok,
            no,
            no,
            no,
            no,
            no));
  }

  // --- the table ---

  static Stream<Arguments> cells() {
    List<String> stages = List.of("asked", "opening", "open", "leased");
    Stream.Builder<Arguments> cells = Stream.builder();
    List<Row> buyers = ofBuyers(new Bench(Settings.of(true, false), true));
    for (int row = 0; row < buyers.size(); row++) {
      for (int stage = 0; stage < stages.size(); stage++) {
        Row at = buyers.get(row);
        cells.add(
            Arguments.of("a buyer", stages.get(stage), at.message(), row, at.at().get(stage)));
      }
    }
    List<Row> sellers = ofSellers();
    for (int row = 0; row < sellers.size(); row++) {
      for (int stage = 0; stage < SELLER_STAGES.size(); stage++) {
        Row at = sellers.get(row);
        cells.add(
            Arguments.of(
                "a seller", SELLER_STAGES.get(stage), at.message(), row, at.at().get(stage)));
      }
    }
    return cells.build();
  }

  private record Scene(Bench bench, Bench.Remote remote, List<Row> rows) {}

  private static Scene scene(String who, String stage) {
    if (who.equals("a buyer")) {
      Bench bench = new Bench(Settings.atOnePrice(true, false, Settings.CREDIT), true).settled();
      return new Scene(bench, BUYERS.get(stage).apply(bench), ofBuyers(bench));
    }
    Bench bench = new Bench(Settings.of(false, true), false).settled();
    return new Scene(bench, seller(bench, stage), ofSellers());
  }

  @ParameterizedTest(name = "{2} of {0}, {1}: {4}")
  @MethodSource("cells")
  void each_message_at_each_stage_does_what_it_may_and_no_more(
      String who, String stage, String message, int row, Result expected) {
    Scene scene = scene(who, stage);
    BttMessage said = scene.rows().get(row).make().apply(scene.remote());
    int before = scene.remote().heard.size();

    scene.remote().say(said);
    scene.bench().run(1.5);

    List<BttMessage> heard =
        scene.remote().heard.subList(before, scene.remote().heard.size()).stream()
            .filter(m -> !expectedAnyway(stage, m))
            .toList();
    switch (expected) {
      case QUIET -> assertThat(heard).filteredOn(m -> isFault(m)).isEmpty();
      case OUT_OF_ORDER, MALFORMED, BAD_SIGNATURE ->
          assertThat(heard)
              .filteredOn(m -> isFault(m))
              .containsExactly(
                  new BttMessage.Problem(
                      ProblemCode.valueOf(expected.name()), MessageCodec.type(said)));
      case BAD_VOUCHER ->
          assertThat(heard)
              .hasSize(2)
              .hasAtLeastOneElementOfType(BttMessage.Receipt.class)
              .contains(new BttMessage.Problem(ProblemCode.BAD_VOUCHER, MessageCodec.VOUCHER));
      case ACK ->
          assertThat(heard)
              .hasAtLeastOneElementOfType(BttMessage.Ack.class)
              .hasAtLeastOneElementOfType(BttMessage.Receipt.class);
      case REFUSED -> assertThat(heard).hasOnlyElementsOfType(BttMessage.Refused.class);
      case OPEN -> assertThat(heard).hasOnlyElementsOfType(BttMessage.Open.class);
    }
  }

  private static boolean isFault(BttMessage message) {
    return message instanceof BttMessage.Problem;
  }

  /** What was under way when it was said. */
  private static boolean expectedAnyway(String stage, BttMessage message) {
    boolean held =
        message instanceof BttMessage.Problem problem && problem.code() == ProblemCode.HELD;
    boolean taken = message instanceof BttMessage.Ack || message instanceof BttMessage.Receipt;
    return held || (taken && stage.equals("opening"));
  }

  // --- where nobody listens ---

  static Stream<Arguments> deafCells() {
    return NOWHERE.stream()
        .flatMap(
            where -> Stream.of(Arguments.of("a buyer", where), Arguments.of("a seller", where)));
  }

  @ParameterizedTest(name = "{0}, {1}")
  @MethodSource("deafCells")
  void where_nobody_listens_no_message_does_anything(String who, String where) {
    boolean buyer = who.equals("a buyer");
    Bench bench = new Bench(Settings.of(buyer, !buyer), buyer);
    Bench.Remote remote =
        where.equals("no handshake")
            ? bench.silent(2)
            : buyer ? Buyers.leased(bench, 2) : Sellers.leased(bench, 2);
    List<BttMessage> messages =
        (buyer ? ofBuyers(bench) : ofSellers()).stream().map(r -> r.make().apply(remote)).toList();
    switch (where) {
      case "withdrawn" -> remote.withdraw();
      case "after three faults" -> garbage(remote, 3);
      case "gone" -> remote.disconnect();
      default -> {}
    }
    bench.run(2);
    int before = remote.heard.size();

    for (BttMessage message : messages) {
      remote.say(message);
      bench.run(0.5);
    }
    garbage(remote, 3);
    bench.run(20);

    assertThat(remote.heard).hasSize(before);
  }

  private static void garbage(Bench.Remote remote, int times) {
    for (int i = 0; i < times; i++) {
      remote.sayBytes(ByteBuffer.wrap("d1:ti2ee".getBytes(StandardCharsets.US_ASCII)));
    }
  }

  // --- what cannot be read ---

  static Stream<Arguments> stagesOfAll() {
    List<Arguments> all = new ArrayList<>();
    BUYERS.keySet().stream().sorted().forEach(s -> all.add(Arguments.of("a buyer", s)));
    SELLER_STAGES.forEach(s -> all.add(Arguments.of("a seller", s)));
    return all.stream();
  }

  @ParameterizedTest(name = "{0}, {1}")
  @MethodSource("stagesOfAll")
  void what_cannot_be_read_is_one_fault_at_every_stage_and_the_third_ends_it(
      String who, String stage) {
    Scene scene = scene(who, stage);
    int before = scene.remote().heard(BttMessage.Problem.class).size();

    garbage(scene.remote(), 2);
    List<BttMessage.Problem> told = scene.remote().heard(BttMessage.Problem.class);
    garbage(scene.remote(), 1);
    scene.bench().run(5);
    int heard = scene.remote().heard.size();
    scene.remote().say(scene.rows().get(0).make().apply(scene.remote()));
    scene.bench().run(30);

    assertThat(told.subList(before, told.size()))
        .containsExactly(
            new BttMessage.Problem(ProblemCode.MALFORMED, 0),
            new BttMessage.Problem(ProblemCode.MALFORMED, 0));
    assertThat(scene.remote().heard).hasSize(heard);
    assertThat(scene.remote().share).isEmpty();
  }

  @ParameterizedTest(name = "{0}, {1}")
  @CsvSource({"a buyer, leased", "a seller, leased", "a buyer, asked", "a seller, met"})
  void each_field_that_is_wrong_is_one_fault(String who, String stage) {
    List<byte[]> wrong = SampleMessages.wrongMessages().toList();
    assertThat(wrong).hasSizeGreaterThan(300);
    for (int i = 0; i < wrong.size(); i += 2) {
      Scene scene = scene(who, stage);
      int before = scene.remote().heard(BttMessage.Problem.class).size();

      scene.remote().sayBytes(ByteBuffer.wrap(wrong.get(i)));
      scene.remote().sayBytes(ByteBuffer.wrap(wrong.get((i + 1) % wrong.size())));

      List<BttMessage.Problem> told = scene.remote().heard(BttMessage.Problem.class);
      assertThat(told.subList(before, told.size()))
          .as("%s", StandardCharsets.ISO_8859_1.decode(ByteBuffer.wrap(wrong.get(i))))
          .containsExactly(
              new BttMessage.Problem(ProblemCode.MALFORMED, 0),
              new BttMessage.Problem(ProblemCode.MALFORMED, 0));
      assertThat(scene.remote().share.isPresent()).isEqualTo(stage.equals("leased"));
    }
  }

  @ParameterizedTest(name = "{0}, {1}")
  @MethodSource("stagesOfAll")
  void a_flood_is_bounded_at_every_stage(String who, String stage) {
    Scene scene = scene(who, stage);
    ByteBuffer error = MessageCodec.encode(new BttMessage.Problem(ProblemCode.OTHER, 1));

    for (int second = 0; second < 4; second++) {
      for (int i = 0; i < 500; i++) {
        scene.remote().sayBytes(error.duplicate());
      }
      scene.bench().run(1);
    }
    int heard = scene.remote().heard.size();
    scene.remote().say(scene.rows().get(0).make().apply(scene.remote()));
    scene.bench().run(30);

    assertThat(scene.remote().heard).hasSize(heard);
  }
}
