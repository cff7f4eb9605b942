package io.quoin.devnet;

import static io.quoin.devnet.chain.People.ALICE;
import static io.quoin.devnet.chain.People.BOB;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import io.quoin.devnet.chain.Order;
import io.quoin.devnet.chain.Sums;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.tron.trident.api.GrpcAPI.AccountAddressMessage;
import org.tron.trident.api.GrpcAPI.BlockReq;
import org.tron.trident.proto.Chain.Transaction;
import org.tron.trident.proto.Response.TransactionReturn;

/** What strangers send: every call has an answer, and nobody has more or less afterwards. */
class FuzzTest {

  private static final long SEED = 20260101;
  private static final int ROUNDS = 3_000;

  @Test
  void a_transfer_of_which_bytes_are_changed_is_refused_and_changes_nothing() throws Exception {
    Random random = new Random(SEED);
    try (Trial trial = new Trial(1)) {
      Sums before = trial.devnet.chain().sums();
      for (int round = 0; round < ROUNDS; round++) {
        Transaction whole = trial.order(ALICE, BOB.address(), 1 + round).signed();
        Transaction changed = changed(whole, random);
        if (Order.id(changed).equals(Order.id(whole))
            && changed.getSignatureCount() == 1
            && sameKey(changed, whole)) {
          continue;
        }

        TransactionReturn answer = trial.client.broadcast(changed);

        assertThat(answer.getResult()).as("seed %s, round %s", SEED, round).isFalse();
      }
      assertThat(trial.devnet.chain().sums()).isEqualTo(before);
      assertThat(trial.client.account(ALICE).getFreeNetUsage()).isZero();
    }
  }

  /** Nodes look at 65 bytes of a signature, and count its recovery id from several numbers. */
  private static boolean sameKey(Transaction changed, Transaction whole) {
    ByteString one = changed.getSignature(0);
    ByteString other = whole.getSignature(0);
    return one.size() >= 65 && one.substring(0, 64).equals(other.substring(0, 64));
  }

  private static Transaction changed(Transaction whole, Random random) {
    while (true) {
      byte[] bytes = whole.toByteArray();
      int times = 1 + random.nextInt(4);
      for (int i = 0; i < times; i++) {
        bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
      }
      try {
        Transaction changed =
            Transaction.parseFrom(
                random.nextInt(4) == 0
                    ? java.util.Arrays.copyOf(bytes, random.nextInt(bytes.length))
                    : bytes);
        return changed;
      } catch (InvalidProtocolBufferException unreadable) {
        // gRPC itself refuses it.
      }
    }
  }

  @Test
  void signed_nonsense_is_answered_and_never_makes_or_loses_anything() throws Exception {
    Random random = new Random(SEED);
    try (Trial trial = new Trial(1)) {
      for (int round = 0; round < ROUNDS; round++) {
        Transaction.raw data = nonsense(trial, random);

        TransactionReturn answer =
            trial.client.broadcast(Order.signed(data, java.util.List.of(ALICE)));

        assertThat(answer).isNotNull();
        assertThat(trial.devnet.tokensInAll()).isEqualTo(1_000_500);
        if (random.nextInt(50) == 0) {
          trial.devnet.produce();
        }
      }
      assertThat(trial.devnet.coinsInAll()).isEqualTo(100_000_000);
    }
  }

  private static Transaction.raw nonsense(Trial trial, Random random) {
    Transaction.raw data =
        trial
            .order(ALICE, BOB.address(), random.nextLong())
            .to(bytes(random, random.nextInt(30)))
            .ofToken(random.nextBoolean() ? "1002000" : "x".repeat(random.nextInt(40)))
            .under(random.nextInt(5) - 1)
            .contracts(random.nextInt(10) == 0 ? random.nextInt(4) : 1)
            .raw();
    if (random.nextInt(3) == 0 && data.getContractCount() > 0) {
      Transaction.raw.Builder stranger = data.toBuilder();
      stranger
          .getContractBuilder(0)
          .setTypeValue(random.nextInt(70) - 5)
          .getParameterBuilder()
          .setValue(bytes(random, random.nextInt(100)));
      return stranger.build();
    }
    return data;
  }

  private static ByteString bytes(Random random, int length) {
    byte[] bytes = new byte[length];
    random.nextBytes(bytes);
    if (length > 0) {
      bytes[0] = 0x41;
    }
    return ByteString.copyFrom(bytes);
  }

  @Test
  void any_question_is_answered() throws Exception {
    Random random = new Random(SEED);
    try (Trial trial = new Trial(1)) {
      for (int round = 0; round < 300; round++) {
        ByteString anything = bytes(random, random.nextInt(80));
        String number = Long.toString(random.nextLong() >>> (2 + random.nextInt(60)));

        assertThatCode(
                () -> {
                  trial
                      .client
                      .wallet()
                      .getAccount(AccountAddressMessage.newBuilder().setAddress(anything).build());
                  trial.client.wallet().getTransactionById(Client.bytes(anything));
                  trial.client.solidity().getTransactionInfoById(Client.bytes(anything));
                  trial.client.solidity().getAssetIssueById(Client.bytes(anything));
                  trial
                      .client
                      .solidity()
                      .getBlock(
                          BlockReq.newBuilder()
                              .setIdOrNum(number.length() > 18 ? "1" : number)
                              .build());
                })
            .doesNotThrowAnyException();
      }
    }
  }
}
