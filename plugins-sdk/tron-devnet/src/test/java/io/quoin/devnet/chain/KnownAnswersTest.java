package io.quoin.devnet.chain;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import io.quoin.api.ledger.Address;
import io.quoin.api.ledger.Digest;
import io.quoin.wallet.key.SigningKey;
import java.math.BigInteger;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Random;
import org.bouncycastle.asn1.sec.SECNamedCurves;
import org.bouncycastle.util.BigIntegers;
import org.junit.jupiter.api.Test;
import org.tron.trident.proto.Chain.Transaction;

/** Against a transfer that a real node took, and against the wallet, which is written otherwise. */
class KnownAnswersTest {

  private static final ByteString RAW =
      hex(
          "0a02001a220880f4ec3e1a97b0d040b8b9ae9ca0345a76080212720a32747970652e676f6f676c65617069"
              + "732e636f6d2f70726f746f636f6c2e5472616e736665724173736574436f6e7472616374123c0a07"
              + "31303030303031121541928c9af0651632157ef27a2cf17ca72c575a4d211a1541299f3db80a24b2"
              + "0a254b89ce639d59132f157f1320cec2f10570c2e9aa9ca034");
  private static final ByteString SIGNATURE =
      hex(
          "cc21434201b24b854b5808f9dbb6aaaf55789fb23b305542d35bca4189f8e1be"
              + "72d56106dded16bdcb9a6997087535b660c0d5ae992077ab2f2eb7e098cd39a401");
  private static final ByteString ID =
      hex("4f5ebe1cdcd8733626785524b0832b31956e60e416423b58bd43bdf94e5ce37e");
  private static final Address PAYER = Address.parse("TPL66VK2gCXNCD7EJg9pgJRfqcRazjhUZY");
  private static final Address PAYEE = Address.parse("TDmHUBuko2qhcKBCGGafu928hMRj1tX2RW");

  private static ByteString hex(String digits) {
    return ByteString.copyFrom(HexFormat.of().parseHex(digits));
  }

  @Test
  void a_transfer_that_a_node_took_says_who_gave_whom_how_much() throws Exception {
    Transaction.raw data = Transaction.raw.parseFrom(RAW);

    Action action = Action.of(data.getContract(0));

    assertThat(action)
        .isEqualTo(
            new TokenTransfer(
                Order.bytes(PAYER),
                Order.bytes(PAYEE),
                ByteString.copyFromUtf8("1000001"),
                12_345_678));
    assertThat(data.toByteString()).isEqualTo(RAW);
    assertThat(Hashes.sha256(data)).isEqualTo(ID);
  }

  @Test
  void its_signature_is_the_payers() {
    assertThat(Signer.of(ID.toByteArray(), SIGNATURE)).contains(Order.bytes(PAYER));
    assertThat(People.ALICE.address()).isEqualTo(PAYER);
  }

  @Test
  void it_is_authorized_where_there_is_no_account_yet() throws Exception {
    Transaction transaction =
        Transaction.newBuilder()
            .setRawData(Transaction.raw.parseFrom(RAW))
            .addSignature(SIGNATURE)
            .build();

    Authorization.check(transaction, Order.bytes(PAYER), Layer.ground());

    assertThat(transaction.getSerializedSize() + Execution.RESULT_BYTES).isEqualTo(282);
  }

  @Test
  void a_block_is_referred_to_by_the_middle_of_its_id() {
    ByteString id = hex("000000000000001dcac553b5687407227bb443c8e06c4018c993ac931ba1d8c1");

    SimulatedBlock block =
        new SimulatedBlock(id, SimulatedBlock.first(Chains.GENESIS).message(), java.util.List.of());

    assertThat(block.reference()).isEqualTo(hex("cac553b568740722"));
  }

  @Test
  void whoever_signs_is_found() {
    Random random = new Random(20260101);
    for (int round = 0; round < 200; round++) {
      SigningKey key = SigningKey.of(bytes(random));
      byte[] digest = bytes(random);

      ByteString signature = ByteString.copyFrom(key.sign(Digest.of(digest)).bytes());

      assertThat(Signer.of(digest, signature)).contains(Order.bytes(key.address()));
      assertThat(Signer.of(digest, mirrored(signature))).contains(Order.bytes(key.address()));
      assertThat(Signer.of(digest, recounted(signature, 27))).contains(Order.bytes(key.address()));
      assertThat(Signer.of(digest, recounted(signature, 31))).contains(Order.bytes(key.address()));
    }
  }

  @Test
  void what_no_key_can_have_made_is_nobodys() {
    byte[] digest = new byte[32];
    ByteString zero = ByteString.copyFrom(new byte[65]);
    ByteString all = ByteString.copyFrom(filled(65, (byte) -1));

    assertThat(Signer.of(digest, zero)).isEmpty();
    assertThat(Signer.of(digest, all)).isEmpty();
    assertThat(Signer.of(digest, SIGNATURE.substring(0, 64).concat(hex("23")))).isEmpty();
  }

  @Test
  void any_bytes_are_somebodys_signature_or_nobodys() {
    Random random = new Random(7);
    for (int round = 0; round < 500; round++) {
      byte[] bytes = new byte[65];
      random.nextBytes(bytes);

      Optional<ByteString> signer = Signer.of(bytes(random), ByteString.copyFrom(bytes));

      assertThat(signer.map(Account::isAddress).orElse(true)).isTrue();
    }
  }

  private static byte[] bytes(Random random) {
    byte[] bytes = new byte[32];
    random.nextBytes(bytes);
    bytes[0] &= 0x7f;
    return bytes;
  }

  private static byte[] filled(int length, byte with) {
    byte[] bytes = new byte[length];
    java.util.Arrays.fill(bytes, with);
    return bytes;
  }

  /** The other s that fits: nodes take both. */
  private static ByteString mirrored(ByteString signature) {
    BigInteger s = new BigInteger(1, signature.substring(32, 64).toByteArray());
    BigInteger other = SECNamedCurves.getByName("secp256k1").getN().subtract(s);
    return signature
        .substring(0, 32)
        .concat(ByteString.copyFrom(BigIntegers.asUnsignedByteArray(32, other)))
        .concat(ByteString.copyFrom(new byte[] {(byte) (signature.byteAt(64) ^ 1)}));
  }

  private static ByteString recounted(ByteString signature, int from) {
    return signature
        .substring(0, 64)
        .concat(ByteString.copyFrom(new byte[] {(byte) (signature.byteAt(64) + from)}));
  }
}
