package io.quoin.ledger.tron;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import io.quoin.api.ledger.LedgerException.Code;
import io.quoin.api.ledger.PreparedTransfer;
import io.quoin.api.ledger.TokenId;
import io.quoin.api.ledger.TransferOrder;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.tron.trident.proto.Response.TransactionReturn;
import org.tron.trident.proto.Response.TransactionReturn.response_code;

/** What each answer of a node means. */
class VerdictTest {

  private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

  private static PreparedTransfer transfer(Instant expiration) {
    TransferOrder order =
        new TransferOrder(
            TestKeys.PAYER.address(),
            TestKeys.PAYER.address(),
            TestKeys.PAYEE.address(),
            5,
            expiration.minusSeconds(600),
            expiration);
    Block block = new Block(0, NOW, ByteString.copyFrom(new byte[Block.ID_BYTES]));
    return RawTransfer.of(order, new TokenId(1_002_000), 0, block).prepared(order);
  }

  private static Verdict verdict(response_code code, String words) {
    return Verdict.of(ScriptedChain.answer(code, words), transfer(NOW.plusSeconds(600)), NOW);
  }

  private static Code refusal(Verdict verdict) {
    assertThat(verdict).isInstanceOf(Verdict.Refused.class);
    return ((Verdict.Refused) verdict).refusal().code();
  }

  @Test
  void a_success_is_one_only_if_it_says_so_twice() {
    TransactionReturn success = TransactionReturn.newBuilder().setResult(true).build();

    assertThat(Verdict.of(success, transfer(NOW), NOW)).isEqualTo(new Verdict.Taken());
    assertThat(verdict(response_code.SUCCESS, "")).isInstanceOf(Verdict.Elsewhere.class);
  }

  @ParameterizedTest
  @CsvSource({
    "DUP_TRANSACTION_ERROR, Dup transaction., DUPLICATE",
    "TAPOS_ERROR, Tapos check error., WRONG_REFERENCE",
    "SIGERROR, Validate signature error: permission isn't exit, NOT_PERMITTED",
    "BANDWITH_ERROR, Account resource insufficient error., INSUFFICIENT_FEE",
    "CONTRACT_VALIDATE_ERROR, Contract validate error : assetBalance is not sufficient.,"
        + " INSUFFICIENT_BALANCE",
    "CONTRACT_VALIDATE_ERROR, Contract validate error : assetBalance must be greater than 0.,"
        + " INSUFFICIENT_BALANCE",
    "CONTRACT_VALIDATE_ERROR, 'Contract validate error : Validate TransferAssetActuator error,"
        + " insufficient fee.', INSUFFICIENT_FEE",
    "CONTRACT_VALIDATE_ERROR, Contract validate error : No owner account!, NOT_ACTIVATED",
    "CONTRACT_VALIDATE_ERROR, Contract validate error : account [TX] does not exist, NOT_ACTIVATED",
    "CONTRACT_VALIDATE_ERROR, Contract validate error : Cannot transfer asset to smartContract.,"
        + " REFUSED",
    "CONTRACT_EXE_ERROR, Contract execute error : reduceAssetAmount failed !, REFUSED",
    "TOO_BIG_TRANSACTION_ERROR, Transaction size is too big., REFUSED",
  })
  void a_refusal_has_its_code(response_code code, String words, Code expected) {
    assertThat(refusal(verdict(code, words))).isEqualTo(expected);
  }

  @Test
  void a_refusal_for_the_expiration_is_for_the_nearer_end() {
    TransactionReturn expired =
        ScriptedChain.answer(response_code.TRANSACTION_EXPIRATION_ERROR, "Transaction expired");

    assertThat(refusal(Verdict.of(expired, transfer(NOW.minusSeconds(1)), NOW)))
        .isEqualTo(Code.EXPIRED);
    assertThat(refusal(Verdict.of(expired, transfer(NOW.plusSeconds(60)), NOW)))
        .isEqualTo(Code.EXPIRED);
    assertThat(refusal(Verdict.of(expired, transfer(NOW.plus(Duration.ofHours(25))), NOW)))
        .isEqualTo(Code.EXPIRATION_TOO_FAR);
  }

  @ParameterizedTest
  @CsvSource({
    "SERVER_BUSY, BUSY, false",
    "NO_CONNECTION, UNAVAILABLE, false",
    "BLOCK_UNSOLIDIFIED, UNAVAILABLE, false",
    "NOT_ENOUGH_EFFECTIVE_CONNECTION, UNAVAILABLE, true",
    "OTHER_ERROR, UNAVAILABLE, true",
  })
  void a_node_that_cannot_says_whether_it_may_have_the_transfer(
      response_code answer, Code code, boolean maybeTaken) {
    assertThat(verdict(answer, "words"))
        .isEqualTo(new Verdict.Elsewhere(code, maybeTaken, "words"));
  }

  @ParameterizedTest
  @EnumSource(names = "UNRECOGNIZED", mode = EnumSource.Mode.EXCLUDE)
  void every_answer_that_is_known_today_has_a_meaning(response_code code) {
    assertThat(verdict(code, "")).isNotNull();
  }

  @Test
  void an_answer_that_nobody_knows_may_mean_that_it_was_taken() {
    TransactionReturn strange = TransactionReturn.newBuilder().setCodeValue(999).build();

    assertThat(Verdict.of(strange, transfer(NOW), NOW))
        .isEqualTo(new Verdict.Elsewhere(Code.UNAVAILABLE, true, "no reason given"));
  }

  @Test
  void a_nodes_words_are_one_line_of_bounded_length() {
    Verdict verdict = verdict(response_code.CONTRACT_EXE_ERROR, "a\nb\u001b[2J" + "c".repeat(5000));

    assertThat(((Verdict.Refused) verdict).refusal().getMessage())
        .contains("a b [2Jccc")
        .hasSizeLessThan(400);
  }
}
