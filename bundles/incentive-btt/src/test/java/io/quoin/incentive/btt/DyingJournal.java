package io.quoin.incentive.btt;

import io.quoin.api.journal.BudgetUse;
import io.quoin.api.journal.Channel;
import io.quoin.api.journal.ChannelId;
import io.quoin.api.journal.ChannelTerms;
import io.quoin.api.journal.CreditUse;
import io.quoin.api.journal.JournalWriter;
import io.quoin.api.journal.LaneProgress;
import io.quoin.api.journal.MoneyJournal;
import io.quoin.api.journal.PayeeAccount;
import io.quoin.api.journal.PayerAccount;
import io.quoin.api.journal.Settlement;
import io.quoin.api.journal.SettlementClaim;
import io.quoin.api.journal.SignedVoucher;
import io.quoin.api.journal.TorrentMoney;
import io.quoin.api.journal.Voucher;
import io.quoin.api.journal.VoucherOrder;
import io.quoin.api.ledger.Address;
import io.quoin.api.ledger.Digest;
import io.quoin.api.ledger.NetId;
import io.quoin.api.ledger.TokenId;
import io.quoin.api.ledger.TransferId;
import io.quoin.api.torrent.TorrentId;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * A journal as a process sees it that is killed at one of its writes: before it is done or right
 * after it. From then on nothing is answered, and nothing done.
 */
final class DyingJournal implements MoneyJournal {
  private final MoneyJournal kept;
  private final int dyingWrite;
  private final boolean isDone;
  private final Runnable death;
  private boolean settles = true;
  private int writes;
  private boolean dead;

  private DyingJournal(MoneyJournal kept, int dyingWrite, boolean isDone, Runnable death) {
    this.kept = kept;
    this.dyingWrite = dyingWrite;
    this.isDone = isDone;
    this.death = death;
  }

  /** One that lives. */
  static DyingJournal immortal(MoneyJournal kept) {
    return new DyingJournal(kept, Integer.MAX_VALUE, false, () -> {});
  }

  /**
   * One that dies.
   *
   * @param write at which write, counted from 1
   * @param isDone whether that is still done
   * @param death called then
   */
  static DyingJournal at(MoneyJournal kept, int write, boolean isDone, Runnable death) {
    return new DyingJournal(kept, write, isDone, death);
  }

  /** The same for somebody who never pays what is promised. */
  DyingJournal neverSettling() {
    settles = false;
    return this;
  }

  int writes() {
    return writes;
  }

  boolean isDead() {
    return dead;
  }

  private <T> CompletionStage<T> read(Supplier<CompletionStage<T>> question) {
    return dead ? new CompletableFuture<>() : heard(question.get());
  }

  private <T> CompletionStage<T> write(Supplier<CompletionStage<T>> entry) {
    if (dead) {
      return new CompletableFuture<>();
    }
    if (++writes < dyingWrite) {
      return heard(entry.get());
    }
    dead = true;
    if (!isDone) {
      death.run();
      return new CompletableFuture<>();
    }
    // Nobody hears that it is done: with that the process is dead.
    return heard(entry.get().whenComplete((value, failure) -> death.run()));
  }

  private <T> CompletionStage<T> heard(CompletionStage<T> answer) {
    CompletableFuture<T> heard = new CompletableFuture<>();
    answer.whenComplete(
        (value, failure) -> {
          if (dead) {
            return;
          }
          if (failure == null) {
            heard.complete(value);
          } else {
            heard.completeExceptionally(failure);
          }
        });
    return heard;
  }

  // --- facts and reading ---

  @Override
  public Address address() {
    return kept.address();
  }

  @Override
  public NetId net() {
    return kept.net();
  }

  @Override
  public TokenId token() {
    return kept.token();
  }

  @Override
  public CompletionStage<Optional<Channel>> channel(ChannelId id) {
    return read(() -> kept.channel(id));
  }

  @Override
  public CompletionStage<List<Channel>> channels(Address other) {
    return read(() -> kept.channels(other));
  }

  @Override
  public CompletionStage<List<Channel>> unvouchered(int most) {
    return read(() -> kept.unvouchered(most));
  }

  @Override
  public CompletionStage<PayerAccount> payer(Address payer) {
    return read(() -> kept.payer(payer));
  }

  @Override
  public CompletionStage<List<PayerAccount>> debtors() {
    return read(kept::debtors);
  }

  @Override
  public CompletionStage<List<PayeeAccount>> creditors() {
    return read(kept::creditors);
  }

  @Override
  public CompletionStage<CreditUse> credit() {
    return read(kept::credit);
  }

  @Override
  public CompletionStage<BudgetUse> budgets(Address payee, TorrentId torrent) {
    return read(() -> kept.budgets(payee, torrent));
  }

  @Override
  public CompletionStage<List<TorrentMoney>> torrents() {
    return read(kept::torrents);
  }

  @Override
  public CompletionStage<Optional<Settlement>> settlement(TransferId id) {
    return read(() -> kept.settlement(id));
  }

  @Override
  public CompletionStage<List<Settlement>> settlements(int most) {
    return read(() -> kept.settlements(most));
  }

  // --- writing ---

  @Override
  public CompletionStage<Settlement> settle(Address payee) {
    return settles ? write(() -> kept.settle(payee)) : new CompletableFuture<>();
  }

  @Override
  public CompletionStage<Long> credit(SettlementClaim claim) {
    return write(() -> kept.credit(claim));
  }

  @Override
  public CompletionStage<JournalWriter> open(String holder) {
    return write(() -> kept.open(holder).thenApply(Writer::new));
  }

  private final class Writer implements JournalWriter {
    private final JournalWriter writer;

    Writer(JournalWriter writer) {
      this.writer = writer;
    }

    @Override
    public long epoch() {
      return writer.epoch();
    }

    @Override
    public CompletionStage<Channel> open(ChannelTerms terms) {
      return write(() -> writer.open(terms));
    }

    @Override
    public CompletionStage<SignedVoucher> issue(
        VoucherOrder order, Function<Voucher, Digest> digest) {
      return write(() -> writer.issue(order, digest));
    }

    @Override
    public CompletionStage<Void> adopt(SignedVoucher newest) {
      return write(() -> writer.adopt(newest));
    }

    @Override
    public CompletionStage<Void> accept(SignedVoucher voucher) {
      return write(() -> writer.accept(voucher));
    }

    @Override
    public CompletionStage<Void> progress(ChannelId id, TorrentId lane, LaneProgress progress) {
      return write(() -> writer.progress(id, lane, progress));
    }

    @Override
    public CompletionStage<Long> writeOff(Address payer, long bytes) {
      return write(() -> writer.writeOff(payer, bytes));
    }

    @Override
    public CompletionStage<Long> giveUp(Address payer) {
      return write(() -> writer.giveUp(payer));
    }

    @Override
    public CompletionStage<Void> close(ChannelId id) {
      return write(() -> writer.close(id));
    }

    @Override
    public void close() {
      if (!dead) {
        writer.close();
      }
    }
  }
}
