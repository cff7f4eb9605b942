package io.quoin.incentive.btt.signed;

import static org.assertj.core.api.Assertions.assertThat;

import io.quoin.api.journal.ChannelId;
import io.quoin.api.journal.Voucher;
import io.quoin.api.ledger.Address;
import io.quoin.api.ledger.Digest;
import io.quoin.api.ledger.NetId;
import io.quoin.api.ledger.Signature;
import io.quoin.api.ledger.TokenId;
import io.quoin.api.torrent.TorrentId;
import io.quoin.incentive.btt.TestKeys;
import io.quoin.incentive.btt.wire.BttMessage.Open;
import io.quoin.metainfo.InfoHash;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** The known answers, which two independent implementations agree on. */
class SignedBytesTest {
  private static final InfoHash HASH = InfoHash.ofHex("11".repeat(20));
  private static final TestKeys PAYER =
      TestKeys.of("da146374a75310b9666e834ee4ad0866d6f4035967bfc76217c5a495fff9f0d0");
  private static final TestKeys PAYEE =
      TestKeys.of("f31db24bfbd1a2ef19beddca0a0fa37632eded9ac666a05d3bd925f01dde1f62");
  private static final Digest NONCE = Digest.ofHex("22".repeat(32));
  private static final long EXPIRY = 2_000_000_000L;

  private final SignedBytes bytes =
      new SignedBytes(TestKeys::keccak256, NetId.ofHex("4196a1d22b6653dc"), new TokenId(1002000));

  private static ByteBuffer id(String text) {
    return ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII));
  }

  private static Digest counting(int from) {
    byte[] counting = new byte[32];
    for (int i = 0; i < counting.length; i++) {
      counting[i] = (byte) (from + i);
    }
    return Digest.of(counting);
  }

  private Digest session() {
    return bytes.session(
        new Session(
            HASH,
            id("-QN0100-aaaaaaaaaaaa"),
            id("-QN0100-bbbbbbbbbbbb"),
            counting(0),
            counting(32),
            Session.NO_SECRET));
  }

  private ChannelId channel() {
    return bytes.channel(
        PAYER.address(), PAYEE.address(), PAYER.address(), Instant.ofEpochSecond(EXPIRY), NONCE);
  }

  @Test
  void addresses_are_those_of_the_keys() {
    assertThat(PAYER.address()).isEqualTo(Address.parse("TPL66VK2gCXNCD7EJg9pgJRfqcRazjhUZY"));
    assertThat(PAYEE.address()).isEqualTo(Address.parse("TDmHUBuko2qhcKBCGGafu928hMRj1tX2RW"));
  }

  @Test
  void a_session_has_its_known_name() {
    assertThat(session().hex())
        .isEqualTo("0d5a96e7a7d78ffca73ad987419401e548039d7175e2f8097cb7309383b2ef08");
  }

  @Test
  void a_channel_has_its_known_id() {
    assertThat(channel().toString())
        .isEqualTo("be749df997d60a19103233472f12767a0aeedab538f5bbc4747fae50287ce947");
  }

  @Test
  void an_open_has_its_known_digest_and_signature() {
    Open open =
        new Open(
            PAYER.address(),
            PAYER.address(),
            NONCE,
            0,
            1_000_000_000L,
            EXPIRY,
            Signature.of(new byte[65]));

    Digest digest = bytes.open(session(), open);

    assertThat(digest.hex())
        .isEqualTo("08ee4ff7fc038284658d65e49e6da85b8d81318d06926ef027929db1ddc469c9");
    assertThat(PAYER.sign(digest).hex())
        .isEqualTo(
            "beda1105f6a72e825e490f85348bd13d626580841c66d56c4febc8735c629e3d"
                + "624ba44e52ade577d609219713ded7b6150f67f1fe621c023236c6895b8acd1d00");
  }

  @Test
  void an_ack_has_its_known_digest_and_signature() {
    Digest digest = bytes.ack(session(), channel(), PAYEE.address());

    assertThat(digest.hex())
        .isEqualTo("eaca5911deae7eac2f6c990ae6672d684f75879a528888ad871d98b52c989813");
    assertThat(PAYEE.sign(digest).hex())
        .isEqualTo(
            "6d919c3bb8afcbfce2a2480bc12cedbb739c959566dbf86d2217a504f01044a3"
                + "503c689f9da1e05f93b4edeb3248143d8fc721ad64d053958219d32e12a2497000");
  }

  @Test
  void a_voucher_has_its_known_digest_and_signature() {
    Digest digest =
        bytes.voucher(new Voucher(channel(), new TorrentId(HASH), 1, 12_345_678, 1_048_576));

    assertThat(digest.hex())
        .isEqualTo("c377a13d829b84855d7d0061616a39f1e7bcae5580474107da149e59829d2f2c");
    assertThat(PAYER.sign(digest).hex())
        .isEqualTo(
            "5fb92c742336198b7bd3146d94b8f45dec00e8e3ad149a45930aa8df4c84b623"
                + "40c9677c140ca6b804e1cc7c829be1dea990879d6d8835d618713915c34a1c7a01");
  }
}
