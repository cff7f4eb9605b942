package io.quoin.survival;

import static io.quoin.survival.Payload.MIB;
import static io.quoin.survival.SwapLog.TIT_FOR_TAT;
import static io.quoin.survival.SwapLog.incentive;
import static io.quoin.survival.Trade.BTT;
import static io.quoin.survival.Trade.BTT_BUNDLE;
import static io.quoin.survival.Trade.RATIO;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.quoin.api.journal.Channel;
import java.lang.ref.WeakReference;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Who is served first is put into other hands and back while blocks, bids and vouchers pass: by a
 * choice between incentives that stay, and by bundles that go and come.
 */
class IncentiveSwapsTest {

  private static final int PIECE = 256 << 10;

  /** Bytes that pass from one swap to the next: blocks are under way in each. */
  private static final long BETWEEN = 64 << 10;

  /** Who wait with the buyer for the seller's slots: it is seldom served for nothing for long. */
  private static final int OTHERS = 4;

  private final List<LibtorrentPeer> others = new ArrayList<>();
  private final List<Double> pauses = new ArrayList<>();
  private final List<WeakReference<ClassLoader>> replaced = new ArrayList<>();
  private final SwapLog log = new SwapLog();
  private Scratch scratch;
  private int swaps;

  @BeforeEach
  void makeRoom() throws Exception {
    scratch = Scratch.with(2L << 30);
  }

  @AfterEach
  void tidyUp() throws Exception {
    for (LibtorrentPeer other : others) {
      other.close();
    }
    log.close();
    scratch.close();
  }

  @Test
  void incentives_come_and_go_while_blocks_pass() throws Exception {
    Payload payload = new Payload("swapped", 96L * MIB);
    try (Trade trade = new Trade(payload, PIECE, scratch.path())) {
      trade.seed(8L * MIB);
      trade.download();
      await().atMost(House.PATIENCE).until(() -> trade.verified() > MIB);
      Set<InetSocketAddress> connected = trade.connected();

      swap(trade.seller(), BTT);
      swap(trade.buyer(), BTT);
      for (int i = 0; i < 5; i++) {
        swapThereAndBack(trade.seller(), i);
        swapThereAndBack(trade.buyer(), i);
        trade.connections();
      }
      replace(trade.seller());
      trade.connections();
      trade.finish();

      assertThat(trade.connections()).isEqualTo(connected).hasSize(1);
      assertThat(trade.received()).isEqualTo(payload.length());
      assertThat(trade.sent(payload.length())).isEqualTo(payload.length());
      assertThat(trade.wasted()).isZero();
    }
  }

  @Test
  @Tag("clients")
  @Tag("long")
  void a_thousand_swaps_there_and_back_cost_no_connection_no_block_and_no_voucher()
      throws Exception {
    assumeTrue(
        LibtorrentPeer.isInstalled(),
        "libtorrent is not installed; on Debian it is in the package python3-libtorrent");
    Payload payload = new Payload("swapped", 320L * MIB);
    try (Trade trade = new Trade(payload, PIECE, scratch.path())) {
      trade.seed(3L * MIB);
      fetchWithLibtorrent(trade);
      trade.download();
      swap(trade.seller(), BTT);
      swap(trade.buyer(), BTT);
      trade.awaitEarnedBeyond(0);
      Set<InetSocketAddress> connected = trade.connected();
      Channel channel = trade.channels().get(0);
      Set<String> loaders = loaders(trade);

      for (int i = 1; i <= 1000; i++) {
        trade.awaitServed(BETWEEN);
        swapThereAndBack(i % 3 == 0 ? trade.buyer() : trade.seller(), i);
        trade.connections();
        if (i % 50 == 0) {
          replace(i % 100 == 0 ? trade.buyer() : trade.seller());
        }
        if (i % 200 == 0) {
          assertTradeGoesOn(trade);
        }
      }
      assertThat(trade.verified()).as("it is going on still").isLessThan(payload.length());
      trade.finish();
      for (LibtorrentPeer other : others) {
        other.finish();
      }

      report(trade);
      long sent = (1 + OTHERS) * payload.length();
      assertThat(trade.connections()).isEqualTo(connected).hasSize(1 + OTHERS);
      assertThat(trade.wasted()).isZero();
      assertThat(trade.received()).isEqualTo(payload.length());
      assertThat(trade.sent(sent)).isEqualTo(sent);
      for (LibtorrentPeer other : others) {
        payload.assertIs(other.directory().resolve(payload.name()));
      }
      assertThat(trade.channels()).extracting(c -> c.terms().id()).contains(channel.terms().id());
      await("both sides agree on what was promised")
          .atMost(House.PATIENCE)
          .untilAsserted(() -> assertThat(trade.earned()).isEqualTo(trade.spent()));
      assertThat(loaders(trade)).isEqualTo(loaders);
      assertReplacedAreLetGo();
    }
  }

  // --- swaps ---

  private void swap(House house, String incentive) throws Exception {
    house.choose(incentive);
    awaitSwap(incentive.equals("none") ? TIT_FOR_TAT : incentive(incentive));
  }

  private void awaitSwap(String who) throws InterruptedException {
    pauses.add(log.await(who));
    swaps++;
  }

  private void swapThereAndBack(House house, int number) throws Exception {
    swap(house, number % 2 == 0 ? RATIO : "none");
    swap(house, BTT);
  }

  /** The bundle goes, and the same one comes as a new one. */
  private void replace(House house) throws Exception {
    replaced.add(house.loader(BTT_BUNDLE));
    house.platform().uninstallBundle(BTT_BUNDLE);
    awaitSwap(TIT_FOR_TAT);
    house.platform().installBundle(House.jar("bundles", BTT_BUNDLE));
    awaitSwap(incentive(BTT));
  }

  // --- what is looked at ---

  private void fetchWithLibtorrent(Trade trade) throws Exception {
    Path torrent = scratch.path().resolve("swapped.torrent");
    Files.write(torrent, trade.torrentFile());
    for (int i = 0; i < OTHERS; i++) {
      Path directory = scratch.path().resolve("libtorrent" + i);
      others.add(LibtorrentPeer.fetch(torrent, directory, trade.seller().address()));
    }
    await("libtorrent is connected")
        .atMost(House.PATIENCE)
        .until(() -> trade.connected().size() == OTHERS);
  }

  private static void assertTradeGoesOn(Trade trade) throws Exception {
    long before = trade.earned();
    trade.awaitEarnedBeyond(before);
  }

  /** Bundles that have a class loader, in either house. */
  private static Set<String> loaders(Trade trade) {
    Set<String> all = new HashSet<>();
    for (Map.Entry<String, House> house :
        Map.of("seller", trade.seller(), "buyer", trade.buyer()).entrySet()) {
      house.getValue().loaders().keySet().forEach(name -> all.add(house.getKey() + " " + name));
    }
    return all;
  }

  private void assertReplacedAreLetGo() {
    await("the classes of bundles that were replaced are let go")
        .atMost(House.PATIENCE)
        .pollInterval(Duration.ofMillis(100))
        .until(
            () -> {
              System.gc();
              return replaced.stream().allMatch(loader -> loader.refersTo(null));
            });
  }

  private void report(Trade trade) throws Exception {
    List<Double> sorted = pauses.stream().sorted().toList();
    System.out.printf(
        "%d swaps, of these %d by replaced bundles; the middle one took %.1f ms, the longest but"
            + " one in a hundred %.1f ms; %d base units earned, %d spent%n",
        swaps,
        2 * replaced.size(),
        sorted.get(sorted.size() / 2),
        sorted.get(sorted.size() * 99 / 100),
        trade.earned(),
        trade.spent());
  }
}
