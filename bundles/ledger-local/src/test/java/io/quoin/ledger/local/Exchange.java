package io.quoin.ledger.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.quoin.api.ledger.Address;
import io.quoin.api.ledger.Digest;
import io.quoin.api.ledger.LedgerException;
import io.quoin.api.ledger.NetId;
import io.quoin.api.ledger.PreparedTransfer;
import io.quoin.api.ledger.Signature;
import io.quoin.api.ledger.TokenFacts;
import io.quoin.api.ledger.TokenId;
import io.quoin.api.ledger.TransferOrder;
import io.quoin.api.wallet.Signatures;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;

/** A ledger on a clock turned by hand, whose signatures are their signers' addresses. */
final class Exchange implements Signatures {

  static final Address ALICE = address(1);
  static final Address BOB = address(2);
  static final Address CAROL = address(3);
  static final TokenFacts TOKEN = new TokenFacts(new TokenId(1_002_000), "test", 6);
  static final NetId NET = new NetId(5);
  static final long SUPPLY = 1_000_000;
  static final Duration FINALITY = Duration.ofSeconds(57);

  final List<LedgerRecord> kept = new ArrayList<>();
  Instant now = Instant.parse("2026-03-01T12:00:00Z");
  LocalLedger ledger;
  Chain chain;
  private long orders;

  Exchange(LedgerRules rules) {
    this(rules, 1000);
  }

  Exchange(LedgerRules rules, int mostTransfers) {
    kept.add(new LedgerRecord.Genesis(NET, TOKEN, SUPPLY, now));
    restart(rules, mostTransfers);
  }

  /** From what was kept alone, through its bytes. */
  void restart(LedgerRules rules, int mostTransfers) {
    List<LedgerRecord> read =
        kept.stream().map(happened -> LedgerRecord.decode(happened.encoded())).toList();
    assertThat(read).isEqualTo(kept);
    chain = LocalLedger.chain(rules, mostTransfers, read);
    ledger = new LocalLedger(chain, kept::add, this, () -> now, Runnable::run);
  }

  static Address address(int seed) {
    byte[] bytes = new byte[Address.BYTES];
    ByteBuffer.wrap(bytes).putInt(17, seed);
    bytes[0] = Address.PREFIX;
    return Address.of(bytes);
  }

  static Signature by(Address signer) {
    return Signature.of(ByteBuffer.allocate(Signature.BYTES).put(signer.bytes()).array());
  }

  @Override
  public Digest keccak256(ByteBuffer bytes) {
    throw new UnsupportedOperationException("a ledger hashes with SHA-256");
  }

  @Override
  public CompletionStage<Optional<Address>> signer(Digest digest, Signature signature) {
    byte[] bytes = new byte[Address.BYTES];
    signature.bytes().get(bytes);
    return CompletableFuture.completedStage(
        bytes[0] == Address.PREFIX ? Optional.of(Address.of(bytes)) : Optional.empty());
  }

  void pass(Duration time) {
    now = now.plus(time);
  }

  PreparedTransfer prepared(Address from, Address to, long amount) {
    return prepared(from, from, to, amount, Duration.ofMinutes(10));
  }

  PreparedTransfer prepared(Address from, Address signer, Address to, long amount, Duration life) {
    // A different expiration makes each order another transfer.
    Instant expiration = now.plus(life).minusMillis(orders++);
    return done(
        ledger.prepare(
            new TransferOrder(from, signer, to, amount, now.minusSeconds(1), expiration)));
  }

  PreparedTransfer pay(Address from, Address to, long amount) {
    PreparedTransfer transfer = prepared(from, to, amount);
    done(ledger.submit(transfer, by(from)));
    return transfer;
  }

  void welcome(Address address, long amount, long coins) {
    done(ledger.welcome(address, amount, coins));
  }

  <T> T done(CompletionStage<T> stage) {
    return stage.toCompletableFuture().join();
  }

  void refused(PreparedTransfer transfer, Address signer, LedgerException.Code code) {
    refused(ledger.submit(transfer, by(signer)), code);
  }

  void refused(CompletionStage<?> stage, LedgerException.Code code) {
    try {
      stage.toCompletableFuture().join();
    } catch (CompletionException e) {
      assertThat(e.getCause()).isInstanceOf(LedgerException.class);
      assertThat(((LedgerException) e.getCause()).code()).isEqualTo(code);
      return;
    }
    throw new AssertionError("it was not refused with " + code);
  }

  long balance(Address owner) {
    return done(ledger.balance(owner));
  }
}
