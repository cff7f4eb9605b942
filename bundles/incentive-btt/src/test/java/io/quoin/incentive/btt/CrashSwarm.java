package io.quoin.incentive.btt;

import io.quoin.api.journal.Channel;
import io.quoin.api.journal.LeasePrice;
import io.quoin.api.journal.SignedVoucher;
import io.quoin.api.torrent.Limits;
import io.quoin.testbed.Incentive;
import io.quoin.testbed.PeerPlan;
import io.quoin.testbed.TestPeer;
import io.quoin.testbed.Testbed;
import io.quoin.testbed.VirtualTorrent;
import io.quoin.testbed.money.StandInWallet;
import io.quoin.testbed.network.Access;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;

/** A payer and a seller among others; one of the two is killed, and begins again. */
final class CrashSwarm {
  static final int PIECE = 1 << 18;
  private static final int MIB = 1 << 20;
  private static final int QUIET_CHANCES = 16;

  /** Who is killed. */
  enum Victim {
    PAYER,
    SELLER
  }

  final Testbed testbed = new Testbed(11);
  private final VirtualTorrent torrent = testbed.torrent(6L * MIB, PIECE);
  private final Bank bank;
  private final Party seller;
  private final Party payer;
  private boolean pays = true;
  private long worst;
  private int contradictions;
  private int looks;
  private int chances;

  /**
   * Nobody is there yet.
   *
   * @param finality of the ledger
   * @param disk where the journals are
   */
  CrashSwarm(BttSettings sells, BttSettings buys, Duration finality, Path disk) {
    this.bank = new Bank(testbed, finality, disk);
    this.seller = new Party(1, sells);
    this.payer = new Party(2, buys);
    testbed.every(Duration.ofMillis(250), this::watchLoss);
    testbed.every(Duration.ofMillis(130), this::perhapsWatchBooks);
  }

  /** Somebody with books that last, and processes that do not. */
  private final class Party {
    private final BttSettings settings;
    private final StandInWallet wallet;
    private final Bank.Safe safe;
    private final List<TestPeer> processes = new ArrayList<>();

    Party(int number, BttSettings settings) {
      this.settings = settings;
      this.wallet = new StandInWallet(StandInWallet.address(number));
      this.safe = bank.safe(wallet);
    }

    DyingJournal immortal() {
      return DyingJournal.immortal(safe.journal());
    }

    DyingJournal dying(int write, boolean isDone) {
      return DyingJournal.at(safe.journal(), write, isDone, this::die);
    }

    /** A process is gone at once, and the next one starts five seconds later. */
    private void die() {
      safe.kill();
      testbed.at(testbed.now(), last()::crash);
      testbed.at(testbed.now().plusSeconds(5), () -> start(immortal()));
    }

    TestPeer last() {
      return processes.get(processes.size() - 1);
    }

    void start(DyingJournal seen) {
      DyingJournal own = pays || this == seller ? seen : seen.neverSettling();
      BttProvider provider = new BttProvider(settings, wallet, wallet, bank.ledger(), own);
      PeerPlan plan =
          (this == seller ? seed() : leech("payer"))
              .arriving(testbed.now())
              .with(Incentive.of(BttProvider.ID, provider));
      processes.add(testbed.add(plan));
    }

    CompletionStage<List<SignedVoucher>> newest(Party other) {
      return safe.journal().channels(other.wallet.address()).thenApply(CrashSwarm::newest);
    }
  }

  private static List<SignedVoucher> newest(List<Channel> channels) {
    return channels.stream()
        .flatMap(channel -> channel.lanes().stream())
        .flatMap(lane -> lane.newest().stream())
        .toList();
  }

  private PeerPlan seed() {
    Limits limits = new Limits(Limits.UNLIMITED, MIB / 2, 200, 1);
    return PeerPlan.seed("seed", torrent, Access.of(2 * MIB, 2 * MIB)).limited(limits);
  }

  private PeerPlan leech(String name) {
    return PeerPlan.leech(name, torrent, Access.of(2 * MIB, MIB / 16).behindNat());
  }

  // --- what happens ---

  CrashSwarm whosePayerNeverSettles() {
    pays = false;
    return this;
  }

  /** Notes how much the seller would have lost if nobody paid any more, at the worst. */
  private void watchLoss() {
    bank.ledger()
        .balance(payer.wallet.address())
        .thenAccept(
            left -> {
              long paid = Bank.GIVEN - left;
              worst = Math.max(worst, LeasePrice.due(sentPaid(), Settings.TOKEN) - paid);
            });
  }

  /** At every chance while bytes move, and now and then once they do not. */
  private void perhapsWatchBooks() {
    boolean quiet = payer.processes.isEmpty() || payer.last().isComplete();
    if (!quiet || ++chances % QUIET_CHANCES == 0) {
      watchBooks();
    }
  }

  /** Notes whether at any time more is held than was promised, or more credited than was paid. */
  private void watchBooks() {
    seller
        .newest(payer)
        .thenCompose(
            held -> payer.newest(seller).thenApply(promised -> amount(promised) - amount(held)))
        .thenAccept(more -> contradictions += more < 0 ? 1 : 0);
    seller
        .safe
        .journal()
        .payer(payer.wallet.address())
        .thenCompose(
            account ->
                bank.ledger()
                    .balance(payer.wallet.address())
                    .thenApply(left -> Bank.GIVEN - left - account.settled()))
        .thenAccept(more -> contradictions += more < 0 ? 1 : 0);
    looks++;
  }

  static long amount(List<SignedVoucher> vouchers) {
    return vouchers.stream().mapToLong(signed -> signed.voucher().amount()).sum();
  }

  /**
   * Lives until the payer has everything; one process is killed at one of its writes.
   *
   * @return whether it came to that write
   */
  boolean live(Victim victim, int write, boolean isDone) {
    DyingJournal sellers =
        victim == Victim.SELLER ? seller.dying(write, isDone) : seller.immortal();
    DyingJournal payers = victim == Victim.PAYER ? payer.dying(write, isDone) : payer.immortal();
    seller.start(sellers);
    for (int i = 0; i < 3; i++) {
      testbed.add(leech("free " + i).arriving(testbed.now()));
    }
    payer.start(payers);
    runUntilDone();
    return sellers.isDead() || payers.isDead();
  }

  private void runUntilDone() {
    testbed.runUntil(() -> payer.last().isComplete(), Duration.ofMinutes(30));
    testbed.run(Duration.ofMinutes(6));
  }

  /** The payer comes again, for a new copy. */
  void comeAgain() {
    payer.last().leave();
    testbed.run(Duration.ofMinutes(1));
    payer.start(payer.immortal());
    runUntilDone();
  }

  // --- what came of it ---

  long sentPaid() {
    return seller.processes.stream().mapToLong(seed -> seed.result().sentPaid()).sum();
  }

  long received() {
    return payer.processes.stream()
        .mapToLong(p -> seller.processes.stream().mapToLong(p::receivedFrom).sum())
        .sum();
  }

  List<SignedVoucher> promised() {
    return bank.answer(payer.newest(seller));
  }

  List<SignedVoucher> held() {
    return bank.answer(seller.newest(payer));
  }

  long paid() {
    return Bank.GIVEN - bank.finalBalance(payer.wallet.address());
  }

  /** What the seller has got on the ledger. */
  long got() {
    return bank.finalBalance(seller.wallet.address()) - Bank.GIVEN;
  }

  long credited() {
    return bank.answer(seller.safe.journal().payer(payer.wallet.address())).settled();
  }

  long worst() {
    return worst;
  }

  /** How often the books contradicted each other or the ledger while it lived. */
  int contradictions() {
    if (looks < 300) {
      throw new AssertionError("nobody has looked");
    }
    return contradictions;
  }
}
