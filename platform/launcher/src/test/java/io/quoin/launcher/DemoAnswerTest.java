package io.quoin.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.quoin.api.ledger.TokenFacts;
import io.quoin.api.ledger.TokenId;
import io.quoin.launcher.LedgerOptions.Kind;
import io.quoin.launcher.demo.DemoMoney;
import io.quoin.launcher.demo.DemoResult;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DemoAnswerTest {

  private static final Map<String, String> HASHES = Map.of("film.bin", "ab12");

  private static DemoResult result(long adaAfter, String hash) {
    return new DemoResult(
        1000,
        40,
        HASHES,
        List.of(
            new DemoResult.Download("ada", true, 10, Map.of("sam", 900L, "ben", 100L), HASHES),
            new DemoResult.Download(
                "ben", false, 20, Map.of("sam", 1000L), Map.of("film.bin", hash)),
            new DemoResult.Download("cleo", false, 40, Map.of("ben", 1000L), HASHES)),
        new DemoMoney(
            new TokenFacts(new TokenId(1_002_000), "embedded BTT", 6),
            List.of(
                new DemoMoney.Account("sam", "TSam", 1_000_000, 1_084_000),
                new DemoMoney.Account("ada", "TAda", 10_000_000, adaAfter)),
            List.of(
                new DemoMoney.Payment("ada", "sam", 80_000, "id-1"),
                new DemoMoney.Payment("ada", "sam", 4_000, "id-2"))));
  }

  @Test
  void json_has_peers_speeds_hashes_transfers_and_balances() {
    DemoResult result = result(9_916_000, "ab12");

    JsonObject answer =
        JsonParser.parseString(DemoJson.of(result, Kind.LOCAL).toString()).getAsJsonObject();

    assertThat(answer)
        .isEqualTo(
            JsonParser.parseString(
                """
                {"bytes": 1000, "seconds": 40.0, "hashes": {"film.bin": "ab12"},
                 "peers": [
                  {"name": "ada", "pays": true, "seconds": 10.0, "bytesPerSecond": 100,
                   "received": {"sam": 900, "ben": 100}, "hashes": {"film.bin": "ab12"}},
                  {"name": "ben", "pays": false, "seconds": 20.0, "bytesPerSecond": 50,
                   "received": {"sam": 1000}, "hashes": {"film.bin": "ab12"}},
                  {"name": "cleo", "pays": false, "seconds": 40.0, "bytesPerSecond": 25,
                   "received": {"ben": 1000}, "hashes": {"film.bin": "ab12"}}],
                 "secondsPaying": 10.0, "secondsNotPaying": 30.0, "right": true,
                 "ledger": "local", "simulated": false,
                 "token": {"id": 1002000, "name": "embedded BTT", "decimals": 6},
                 "transfers": [
                  {"from": "ada", "to": "sam", "amount": 80000, "id": "id-1"},
                  {"from": "ada", "to": "sam", "amount": 4000, "id": "id-2"}],
                 "balances": [
                  {"name": "sam", "address": "TSam", "before": 1000000, "after": 1084000},
                  {"name": "ada", "address": "TAda", "before": 10000000, "after": 9916000}],
                 "sum": {"before": 11000000, "after": 11000000}, "conserved": true}
                """));
  }

  @Test
  void people_read_how_much_sooner_paying_is_and_in_tokens_who_paid_whom() {
    String text = text(result(9_916_000, "ab12"));

    assertThat(text)
        .contains("paying took 10.0 s, not paying 30.0 s (median): 3.0 times as fast")
        .containsPattern("ada +to sam +0\\.08 +id-1")
        .containsPattern("ada +10 +9\\.916 +TAda")
        .containsPattern("all +11 +11 +the same");
  }

  @Test
  void a_wrong_file_and_a_lost_token_are_seen() {
    DemoResult wrong = result(9_915_999, "cd34");

    assertThat(wrong.right()).isFalse();
    assertThat(wrong.money().conserved()).isFalse();
    assertThat(text(wrong)).contains("files WRONG").contains("NOT the same");
  }

  @Test
  void what_changes_hands_without_a_payment_is_seen_although_the_sum_is_the_same() {
    DemoMoney money =
        new DemoMoney(
            new TokenFacts(new TokenId(1), "token", 0),
            List.of(
                new DemoMoney.Account("sam", "TSam", 5, 6),
                new DemoMoney.Account("ada", "TAda", 5, 4)),
            List.of());

    assertThat(money.before()).isEqualTo(money.after());
    assertThat(money.conserved()).isFalse();
  }

  @Test
  void a_simulated_network_is_called_one_and_an_embedded_ledger_is_not() {
    DemoResult result = result(9_916_000, "ab12");

    assertThat(text(result, Kind.DEVNET))
        .contains("TRC-10 transfers by their ids, on a simulated TRON node")
        .contains("nothing of this is on TRON");
    assertThat(text(result)).contains("who paid whom, in embedded BTT\n").doesNotContain("TRON");
    assertThat(DemoJson.of(result, Kind.DEVNET).toString())
        .contains("\"ledger\":\"devnet\",\"simulated\":true");
  }

  private static String text(DemoResult result) {
    return text(result, Kind.LOCAL);
  }

  private static String text(DemoResult result, Kind ledger) {
    StringWriter text = new StringWriter();
    PrintWriter out = new PrintWriter(text);
    DemoText.print(out, result, ledger, 6);
    out.flush();
    return text.toString();
  }
}
