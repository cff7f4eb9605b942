package io.quoin.incentive.btt;

import static org.assertj.core.api.Assertions.assertThat;

import io.quoin.api.journal.ChannelId;
import io.quoin.api.journal.LaneProgress;
import io.quoin.api.journal.LaneSettlement;
import io.quoin.api.journal.SignedVoucher;
import io.quoin.api.journal.Voucher;
import io.quoin.api.ledger.Address;
import io.quoin.api.ledger.Digest;
import io.quoin.api.ledger.NetId;
import io.quoin.api.ledger.Signature;
import io.quoin.api.ledger.TokenId;
import io.quoin.api.ledger.TransferId;
import io.quoin.api.torrent.TorrentId;
import io.quoin.incentive.btt.auction.BackOff;
import io.quoin.incentive.btt.auction.Lately;
import io.quoin.incentive.btt.buying.KnownSellers;
import io.quoin.incentive.btt.channel.CreditBook;
import io.quoin.incentive.btt.channel.LaneBook;
import io.quoin.incentive.btt.channel.Tariff;
import io.quoin.incentive.btt.signed.Session;
import io.quoin.incentive.btt.signed.SignedBytes;
import io.quoin.incentive.btt.wire.BttMessage;
import io.quoin.incentive.btt.wire.Coded;
import io.quoin.incentive.btt.wire.Decoded;
import io.quoin.incentive.btt.wire.Hello;
import io.quoin.incentive.btt.wire.MessageCodec;
import io.quoin.incentive.btt.wire.Offenders;
import io.quoin.incentive.btt.wire.ProblemCode;
import io.quoin.incentive.btt.wire.RefusalReason;
import io.quoin.incentive.btt.wire.RejectCode;
import io.quoin.metainfo.InfoHash;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What the public specification shows, this client says, signs, counts and refuses. */
class SpecificationTest {
  private static final Path DOCUMENT = Path.of("..", "..", "docs", "btt-extension.md");
  private static final TorrentId LANE = new TorrentId(InfoHash.ofHex("11".repeat(20)));
  private static final Digest NONCE = Digest.ofHex("22".repeat(32));
  private static final long EXPIRY = 2_000_000_000L;
  private static final long CAPACITY = 1_000_000_000L;
  private static final TransferId TRANSFER =
      new TransferId(
          Digest.ofHex("4f5ebe1cdcd8733626785524b0832b31956e60e416423b58bd43bdf94e5ce37e"));

  private final List<String> lines = lines();
  private final TestKeys payer = TestKeys.of(keyOf("TPL66VK2gCXNCD7EJg9pgJRfqcRazjhUZY"));
  private final TestKeys payee = TestKeys.of(keyOf("TDmHUBuko2qhcKBCGGafu928hMRj1tX2RW"));
  private final SignedBytes bytes =
      new SignedBytes(TestKeys::keccak256, NetId.ofHex("4196a1d22b6653dc"), new TokenId(1_002_000));

  private static List<String> lines() {
    try {
      return Files.readAllLines(DOCUMENT);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  // --- reading it ---

  /** The rows of the table whose header begins so: their cells, without the quotes of code. */
  private List<List<String>> table(String header) {
    int at =
        IntStream.range(0, lines.size()).filter(i -> isHeader(i, header)).findFirst().orElse(-1);
    assertThat(at).as("a table that begins with '%s'", header).isNotNegative();
    List<List<String>> rows = new ArrayList<>();
    for (int i = at + 2; i < lines.size() && lines.get(i).startsWith("|"); i++) {
      String line = lines.get(i).strip();
      rows.add(
          Arrays.stream(line.substring(1, line.length() - 1).split("\\|", -1))
              .map(cell -> cell.strip().replaceAll("^`|`$", ""))
              .toList());
    }
    assertThat(rows).isNotEmpty();
    return rows;
  }

  private boolean isHeader(int line, String header) {
    return lines.get(line).startsWith("| " + header + " |")
        && lines.get(line + 1).startsWith("|--");
  }

  private Map<String, String> pairs(String header) {
    Map<String, String> pairs = new LinkedHashMap<>();
    table(header).forEach(row -> pairs.put(row.get(0), row.get(1)));
    return pairs;
  }

  /** The key that the document gives for an address. */
  private String keyOf(String address) {
    Matcher matcher =
        Pattern.compile("`([0-9a-f]{64})` \\(`" + address + "`\\)")
            .matcher(String.join("\n", lines));
    assertThat(matcher.find()).as("the key of %s", address).isTrue();
    return matcher.group(1);
  }

  private static byte[] hex(String digits) {
    return HexFormat.of().parseHex(digits);
  }

  // --- what is signed ---

  private static Digest counting(int from) {
    byte[] counting = new byte[32];
    for (int i = 0; i < counting.length; i++) {
      counting[i] = (byte) (from + i);
    }
    return Digest.of(counting);
  }

  private static ByteBuffer peerId(String text) {
    return ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII));
  }

  private Digest session() {
    return bytes.session(
        new Session(
            LANE.hash(),
            peerId("-QN0100-aaaaaaaaaaaa"),
            peerId("-QN0100-bbbbbbbbbbbb"),
            counting(0),
            counting(32),
            Session.NO_SECRET));
  }

  private ChannelId channel() {
    return bytes.channel(
        payer.address(), payee.address(), payer.address(), Instant.ofEpochSecond(EXPIRY), NONCE);
  }

  private BttMessage.Open open(Signature signature) {
    return new BttMessage.Open(
        payer.address(), payer.address(), NONCE, 0, CAPACITY, EXPIRY, signature);
  }

  private Digest openDigest() {
    return bytes.open(session(), open(Signature.of(new byte[Signature.BYTES])));
  }

  private Digest ackDigest() {
    return bytes.ack(session(), channel(), payee.address());
  }

  private Voucher voucher() {
    return new Voucher(channel(), LANE, 1, 12_345_678, 1_048_576);
  }

  private SignedVoucher signedVoucher() {
    return new SignedVoucher(voucher(), payer.sign(bytes.voucher(voucher())));
  }

  @Test
  void its_keys_have_its_addresses() {
    assertThat(payer.address()).isEqualTo(Address.parse("TPL66VK2gCXNCD7EJg9pgJRfqcRazjhUZY"));
    assertThat(payee.address()).isEqualTo(Address.parse("TDmHUBuko2qhcKBCGGafu928hMRj1tX2RW"));
  }

  @Test
  void its_known_answers_are_what_is_signed() {
    assertThat(table("known answer"))
        .containsExactly(
            List.of("session", session().hex(), ""),
            List.of("channel id", channel().toString(), ""),
            List.of("open", openDigest().hex(), payer.sign(openDigest()).hex()),
            List.of("ack", ackDigest().hex(), payee.sign(ackDigest()).hex()),
            List.of(
                "voucher",
                bytes.voucher(voucher()).hex(),
                payer.sign(bytes.voucher(voucher())).hex()));
  }

  // --- messages ---

  private Map<String, BttMessage> messages() {
    Map<String, BttMessage> messages = new LinkedHashMap<>();
    messages.put("ask", new BttMessage.Ask(1_000_000, 1, 3600));
    messages.put("bid", new BttMessage.Bid(1, 2_000_000, 268_435_456, 3600));
    messages.put("accepted", new BttMessage.Accepted(1, 1_200_000, 30, 1_048_576, 977));
    messages.put("refused", new BttMessage.Refused(1, RefusalReason.OVER));
    messages.put("open", open(payer.sign(openDigest())));
    messages.put(
        "ack",
        new BttMessage.Ack(payee.address(), channel(), 62_500, 786_432, payee.sign(ackDigest())));
    messages.put("voucher", new BttMessage.Promise(signedVoucher()));
    messages.put("receipt", new BttMessage.Receipt(channel(), LANE, Optional.empty(), 0));
    messages.put(
        "receipt with the voucher",
        new BttMessage.Receipt(channel(), LANE, Optional.of(signedVoucher()), 1_310_720));
    messages.put("close", new BttMessage.Close(channel(), LANE));
    messages.put("error", new BttMessage.Problem(ProblemCode.HELD, 0));
    messages.put(
        "settled",
        new BttMessage.Settled(
            TRANSFER, 1, List.of(new LaneSettlement(channel(), LANE, 12_345_678))));
    messages.put("reject", new BttMessage.Rejected(NONCE, RejectCode.EXPIRY));
    return messages;
  }

  @Test
  void its_examples_are_what_is_said_and_read() {
    Map<String, String> examples = pairs("example");
    examples.remove("handshake");

    assertThat(examples.keySet()).containsExactlyElementsOf(messages().keySet());
    messages()
        .forEach(
            (name, message) -> {
              byte[] example = hex(examples.get(name));
              assertThat(MessageCodec.decode(ByteBuffer.wrap(example)))
                  .as(name)
                  .isEqualTo(new Decoded.Known(message));
              assertThat(TestKeys.bytes(MessageCodec.encode(message))).as(name).isEqualTo(example);
            });
    assertThat(messages().values().stream().map(MessageCodec::type).distinct())
        .containsExactly(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11);
  }

  @Test
  void its_first_example_is_shown_as_text() {
    String text = "`d1:pi1000000e1:si1e1:ti1e1:vi3600ee`";

    assertThat(String.join("\n", lines)).contains("As text, the first is " + text);
    assertThat(hex(pairs("example").get("ask")))
        .asString(StandardCharsets.US_ASCII)
        .isEqualTo(text.replace("`", ""));
  }

  @Test
  void its_handshake_is_read() {
    Optional<Hello> hello = Hello.decode(ByteBuffer.wrap(hex(pairs("example").get("handshake"))));

    assertThat(hello)
        .contains(
            new Hello(
                NetId.ofHex("4196a1d22b6653dc"),
                new TokenId(1_002_000),
                6,
                counting(0),
                true,
                true));
  }

  @Test
  void what_it_calls_no_message_is_none() {
    table("not a message")
        .forEach(
            row ->
                assertThat(MessageCodec.decode(StandardCharsets.US_ASCII.encode(row.get(0))))
                    .as(row.get(1))
                    .isInstanceOf(Decoded.Fault.class));
  }

  @Test
  void what_it_calls_another_version_is_no_fault() {
    table("of another version")
        .forEach(
            row ->
                assertThat(MessageCodec.decode(StandardCharsets.US_ASCII.encode(row.get(0))))
                    .as(row.get(1))
                    .isInstanceOf(Decoded.Unknown.class));
  }

  // --- codes ---

  private static <E extends Enum<E> & Coded> List<Integer> codes(E[] values) {
    return Arrays.stream(values).map(Coded::code).toList();
  }

  private List<Integer> codes(String header) {
    return table(header).stream()
        .map(row -> Integer.parseInt(row.get(0).replaceAll(" .*", "")))
        .toList();
  }

  @Test
  void its_codes_are_those_that_are_said() {
    assertThat(codes("reason `r` of a refused bid"))
        .containsExactlyElementsOf(codes(RefusalReason.values()));
    assertThat(codes("code `e` of a reject")).containsExactlyElementsOf(codes(RejectCode.values()));
    assertThat(codes("code `e` of an error"))
        .containsExactlyElementsOf(codes(ProblemCode.values()));
  }

  // --- what lanes cost ---

  @Test
  void its_lanes_cost_what_ours_do() {
    Pattern lease = Pattern.compile("\\((\\d+), (\\d+)\\)");
    for (List<String> row : table("leases as (from, price)")) {
      Tariff tariff = new Tariff(LaneProgress.NONE);
      lease
          .matcher(row.get(0))
          .results()
          .forEach(r -> tariff.begin(Long.parseLong(r.group(1)), Long.parseLong(r.group(2))));

      assertThat(tariff.due(Long.parseLong(row.get(1))))
          .as(row.toString())
          .isEqualTo(Long.parseLong(row.get(2)));
    }
  }

  // --- bounds ---

  @Test
  void its_bounds_are_ours() {
    Map<String, String> bounds = pairs("what is kept");

    assertThat(bounds)
        .containsEntry(
            "payers looked after; lanes of each; prices of a lane that are not vouchered",
            CreditBook.MOST_DEBTORS + "; " + LaneBook.MOST + "; " + LaneProgress.MOST_LEASES)
        .containsEntry(
            "addresses and neighbourhoods whose signatures were wrong", "" + Offenders.MOST)
        .containsEntry(
            "addresses and neighbourhoods that wait after a lease that went wrong",
            "" + BackOff.MOST)
        .containsEntry("payers whose bytes of the last 10 minutes are known", "" + Lately.MOST)
        .containsEntry("sellers known", "" + KnownSellers.MOST);
  }
}
