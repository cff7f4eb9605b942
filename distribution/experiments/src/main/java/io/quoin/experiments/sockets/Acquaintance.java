package io.quoin.experiments.sockets;

import io.quoin.api.journal.Channel;
import io.quoin.api.journal.ChannelTerms;
import io.quoin.api.journal.JournalWriter;
import io.quoin.api.journal.LaneProgress;
import io.quoin.api.journal.LeasePrice;
import io.quoin.api.journal.MoneyJournal;
import io.quoin.api.journal.Settlement;
import io.quoin.api.journal.SettlementClaim;
import io.quoin.api.journal.SignedVoucher;
import io.quoin.api.journal.VoucherOrder;
import io.quoin.api.ledger.Address;
import io.quoin.api.ledger.Digest;
import io.quoin.api.torrent.TorrentId;
import io.quoin.api.wallet.Signatures;
import io.quoin.incentive.btt.signed.SignedBytes;
import io.quoin.metainfo.InfoHash;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;

/** Lets somebody have bought a GiB of another torrent from somebody before, and paid for it. */
final class Acquaintance {
  private static final TorrentId ANOTHER = new TorrentId(InfoHash.ofHex("ee".repeat(20)));
  private static final Duration LEFT = Duration.ofDays(6);
  private static final long LOOK_MILLIS = 200;
  private static final long GIB = 1L << 30;
  private static final long TOKEN = 1_000_000;
  private static final long CAPACITY = 1000 * TOKEN;

  private final Signatures signatures;
  private final Instant expiry = Instant.now().plus(LEFT).truncatedTo(ChronoUnit.SECONDS);

  /**
   * Of people whose signatures are checked so.
   *
   * @param signatures anybody's
   */
  Acquaintance(Signatures signatures) {
    this.signatures = signatures;
  }

  /** Books, and the one who writes them. */
  record Books(MoneyJournal journal, JournalWriter writer) {}

  /** Completes when both have it in their books and the payment is final. */
  CompletionStage<Void> between(Books payer, Books payee) {
    Address from = payer.journal().address();
    Address to = payee.journal().address();
    SignedBytes bytes =
        new SignedBytes(signatures::keccak256, payer.journal().net(), payer.journal().token());
    Digest nonce = nonce(from, to);
    ChannelTerms terms =
        new ChannelTerms(
            bytes.channel(from, to, from, expiry, nonce), from, to, from, CAPACITY, expiry, nonce);
    LaneProgress progress = new LaneProgress(GIB, GIB, 0, List.of(new LeasePrice(0, TOKEN)));
    return open(payer, terms, progress)
        .thenCompose(channel -> open(payee, terms, progress))
        .thenCompose(
            channel ->
                payer
                    .writer()
                    .issue(new VoucherOrder(terms.id(), ANOTHER, TOKEN, GIB), bytes::voucher))
        .thenCompose((SignedVoucher promise) -> payee.writer().accept(promise))
        .thenCompose(done -> payer.journal().settle(to))
        .thenCompose(settlement -> paid(payer.journal(), settlement))
        .thenCompose(
            paid -> payee.journal().credit(new SettlementClaim(paid.id(), from, paid.lanes())))
        .thenAccept(amount -> {});
  }

  private Digest nonce(Address from, Address to) {
    ByteBuffer both = ByteBuffer.allocate(2 * Address.BYTES);
    both.put(from.bytes()).put(to.bytes()).flip();
    return signatures.keccak256(both);
  }

  private static CompletionStage<Channel> open(
      Books books, ChannelTerms terms, LaneProgress progress) {
    return books
        .writer()
        .open(terms)
        .thenCompose(
            channel ->
                books.writer().progress(terms.id(), ANOTHER, progress).thenApply(done -> channel));
  }

  private static CompletionStage<Settlement> paid(MoneyJournal journal, Settlement last) {
    if (last.state() == Settlement.State.FINAL) {
      return CompletableFuture.completedStage(last);
    }
    return CompletableFuture.supplyAsync(
            () -> journal.settlement(last.id()),
            CompletableFuture.delayedExecutor(LOOK_MILLIS, TimeUnit.MILLISECONDS))
        .thenCompose(found -> found)
        .thenCompose(found -> paid(journal, found.orElseThrow()));
  }
}
