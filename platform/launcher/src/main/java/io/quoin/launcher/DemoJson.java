package io.quoin.launcher;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.quoin.launcher.demo.DemoMoney;
import io.quoin.launcher.demo.DemoResult;
import java.util.Locale;
import java.util.Map;

/** The demonstration's answer for programs. Amounts are base units. */
final class DemoJson {

  private DemoJson() {}

  static JsonObject of(DemoResult result, LedgerOptions.Kind ledger) {
    JsonObject answer = new JsonObject();
    answer.addProperty("bytes", result.bytes());
    answer.addProperty("seconds", result.seconds());
    answer.add("hashes", hashes(result.hashes()));
    JsonArray peers = new JsonArray();
    result.downloads().forEach(download -> peers.add(peer(download, result.bytes())));
    answer.add("peers", peers);
    answer.addProperty("secondsPaying", result.medianSeconds(true));
    answer.addProperty("secondsNotPaying", result.medianSeconds(false));
    answer.addProperty("right", result.right());
    answer.addProperty("ledger", ledger.name().toLowerCase(Locale.ROOT));
    answer.addProperty("simulated", ledger == LedgerOptions.Kind.DEVNET);
    money(answer, result.money());
    return answer;
  }

  private static JsonObject peer(DemoResult.Download download, long bytes) {
    JsonObject peer = new JsonObject();
    peer.addProperty("name", download.name());
    peer.addProperty("pays", download.pays());
    peer.addProperty("seconds", download.seconds());
    peer.addProperty("bytesPerSecond", (long) (bytes / download.seconds()));
    JsonObject received = new JsonObject();
    download.received().forEach(received::addProperty);
    peer.add("received", received);
    peer.add("hashes", hashes(download.hashes()));
    return peer;
  }

  private static JsonObject hashes(Map<String, String> hashes) {
    JsonObject object = new JsonObject();
    hashes.forEach(object::addProperty);
    return object;
  }

  private static void money(JsonObject answer, DemoMoney money) {
    JsonObject token = new JsonObject();
    token.addProperty("id", money.token().id().value());
    token.addProperty("name", money.token().name());
    token.addProperty("decimals", money.token().decimals());
    answer.add("token", token);
    JsonArray transfers = new JsonArray();
    for (DemoMoney.Payment payment : money.payments()) {
      JsonObject transfer = new JsonObject();
      transfer.addProperty("from", payment.from());
      transfer.addProperty("to", payment.to());
      transfer.addProperty("amount", payment.amount());
      transfer.addProperty("id", payment.id());
      transfers.add(transfer);
    }
    answer.add("transfers", transfers);
    JsonArray balances = new JsonArray();
    for (DemoMoney.Account account : money.accounts()) {
      JsonObject balance = new JsonObject();
      balance.addProperty("name", account.name());
      balance.addProperty("address", account.address());
      balance.addProperty("before", account.before());
      balance.addProperty("after", account.after());
      balances.add(balance);
    }
    answer.add("balances", balances);
    JsonObject sum = new JsonObject();
    sum.addProperty("before", money.before());
    sum.addProperty("after", money.after());
    answer.add("sum", sum);
    answer.addProperty("conserved", money.conserved());
  }
}
