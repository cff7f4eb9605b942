package io.quoin.ledger.tron;

import com.google.protobuf.ByteString;
import io.quoin.api.ledger.Address;
import io.quoin.api.ledger.NetId;
import io.quoin.api.ledger.TransferFacts;
import io.quoin.api.ledger.TransferId;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.tron.trident.proto.Chain.BlockHeader;
import org.tron.trident.proto.Chain.Transaction;
import org.tron.trident.proto.Chain.Transaction.Result.contractResult;
import org.tron.trident.proto.Contract.AssetIssueContract;
import org.tron.trident.proto.Response.Account;
import org.tron.trident.proto.Response.AccountNetMessage;
import org.tron.trident.proto.Response.BlockExtention;
import org.tron.trident.proto.Response.ChainParameters;
import org.tron.trident.proto.Response.TransactionReturn;
import org.tron.trident.proto.Response.TransactionReturn.response_code;

/**
 * What the scripted nodes of a test know: turned by hand, and with no opinion of what it is sent.
 * Transactions wait until a block is made, and blocks until they are solidified.
 */
final class ScriptedChain {

  static final NetId NET = NetId.ofHex("0123456789abcdef");
  static final Duration BLOCK = Duration.ofSeconds(3);

  private final Map<ByteString, Account> accounts = new HashMap<>();
  private final Map<ByteString, AccountNetMessage> bandwidth = new HashMap<>();
  private final Map<TransferId, Transaction> waiting = new HashMap<>();
  private final Map<TransferId, Transaction> newest = new HashMap<>();
  private final Map<TransferId, Transaction> solid = new HashMap<>();
  private final List<ByteString> raws = new ArrayList<>();
  private ChainParameters prices =
      prices(
          Map.of(
              "getTransactionFee",
              1000L,
              "getCreateAccountFee",
              100_000L,
              "getCreateNewAccountFeeInSystemContract",
              1_000_000L));
  private AssetIssueContract asset =
      AssetIssueContract.newBuilder()
          .setId("1002000")
          .setName(ByteString.copyFromUtf8("BitTorrent"))
          .setPrecision(6)
          .build();
  private Instant solidTime = Instant.parse("2026-03-01T12:00:00Z");
  private long solidNumber = 70_000_000;
  private NetId net = NET;

  static ChainParameters prices(Map<String, Long> values) {
    ChainParameters.Builder prices = ChainParameters.newBuilder();
    values.forEach((key, value) -> prices.addChainParameterBuilder().setKey(key).setValue(value));
    return prices.build();
  }

  synchronized Instant solidTime() {
    return solidTime;
  }

  synchronized void solidTime(Instant time) {
    solidTime = time;
  }

  synchronized void net(NetId other) {
    net = other;
  }

  synchronized void asset(AssetIssueContract other) {
    asset = other;
  }

  synchronized AssetIssueContract asset() {
    return asset;
  }

  synchronized void prices(ChainParameters other) {
    prices = other;
  }

  synchronized ChainParameters prices() {
    return prices;
  }

  synchronized void account(Account account) {
    accounts.put(account.getAddress(), account);
  }

  synchronized void account(Address owner, long tokens) {
    account(
        Account.newBuilder()
            .setAddress(RawTransfer.bytes(owner))
            .putAssetV2("1002000", tokens)
            .build());
  }

  synchronized Account account(ByteString address) {
    return accounts.getOrDefault(address, Account.getDefaultInstance());
  }

  synchronized void bandwidth(Address owner, AccountNetMessage points) {
    bandwidth.put(RawTransfer.bytes(owner), points);
  }

  synchronized AccountNetMessage bandwidth(ByteString address) {
    return bandwidth.getOrDefault(address, AccountNetMessage.getDefaultInstance());
  }

  /** The first block, or the newest solidified one. */
  synchronized BlockExtention block(String wanted) {
    return wanted.isEmpty() ? block(solidNumber, solidTime) : block(0, Instant.EPOCH);
  }

  private BlockExtention block(long number, Instant time) {
    ByteBuffer id = ByteBuffer.allocate(32).putLong(number).putLong(77).putLong(number);
    id.putLong(net.value()).flip();
    return BlockExtention.newBuilder()
        .setBlockid(ByteString.copyFrom(id))
        .setBlockHeader(
            BlockHeader.newBuilder()
                .setRawData(
                    BlockHeader.raw
                        .newBuilder()
                        .setNumber(number)
                        .setTimestamp(time.toEpochMilli())))
        .build();
  }

  /** As a node does whose pool it comes to: the same id is taken once. */
  synchronized TransactionReturn take(Transaction transaction) {
    TransferId id = new RawTransfer(transaction.getRawData()).id();
    raws.add(transaction.getRawData().toByteString());
    if (waiting.containsKey(id) || newest.containsKey(id) || solid.containsKey(id)) {
      return answer(response_code.DUP_TRANSACTION_ERROR, "Dup transaction.");
    }
    waiting.put(id, transaction);
    return TransactionReturn.newBuilder().setResult(true).build();
  }

  static TransactionReturn answer(response_code code, String message) {
    return TransactionReturn.newBuilder()
        .setCode(code)
        .setMessage(ByteString.copyFromUtf8(message))
        .build();
  }

  /** Puts everything that waits into a block. */
  synchronized void makeBlock() {
    waiting.forEach((id, transaction) -> newest.put(id, executed(transaction, true)));
    waiting.clear();
  }

  static Transaction executed(Transaction transaction, boolean well) {
    return transaction.toBuilder()
        .clearRet()
        .addRet(
            Transaction.Result.newBuilder()
                .setContractRet(well ? contractResult.SUCCESS : contractResult.OUT_OF_TIME))
        .build();
  }

  /** A fork: what is not solidified never happened, and comes again only if it is sent again. */
  synchronized void fork() {
    newest.clear();
    waiting.clear();
  }

  /** Everything in blocks is final, and tokens have moved. */
  synchronized void solidify() {
    newest.forEach(this::solidify);
    newest.clear();
    solidTime = solidTime.plus(BLOCK);
    solidNumber++;
  }

  private void solidify(TransferId id, Transaction transaction) {
    solid.put(id, transaction);
    TransferFacts facts = new RawTransfer(transaction.getRawData()).facts(true).orElseThrow();
    move(facts.from(), -facts.amount());
    move(facts.to(), facts.amount());
  }

  private void move(Address owner, long amount) {
    account(owner, account(RawTransfer.bytes(owner)).getAssetV2OrDefault("1002000", 0) + amount);
  }

  synchronized void solid(TransferId id, Transaction transaction) {
    solid.put(id, transaction);
  }

  synchronized Transaction transaction(TransferId id, boolean onlySolid) {
    return Optional.ofNullable(solid.get(id))
        .or(() -> onlySolid ? Optional.empty() : Optional.ofNullable(newest.get(id)))
        .orElse(Transaction.getDefaultInstance());
  }

  synchronized int solidTransfers() {
    return solid.size();
  }

  /** The raw bytes of all that was sent, by anybody, in order. */
  synchronized List<ByteString> sent() {
    return List.copyOf(raws);
  }
}
