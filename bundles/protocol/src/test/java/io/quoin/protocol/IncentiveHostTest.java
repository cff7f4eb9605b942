package io.quoin.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import io.quoin.api.incentive.Allocation;
import io.quoin.api.incentive.ExtensionOffer;
import io.quoin.api.incentive.HandOver;
import io.quoin.api.incentive.IncentiveContext;
import io.quoin.api.incentive.IncentiveException;
import io.quoin.api.incentive.IncentivePeer;
import io.quoin.api.incentive.IncentivePolicy;
import io.quoin.api.incentive.IncentiveProvider;
import io.quoin.api.incentive.PeerStanding;
import io.quoin.api.incentive.PeerTraffic;
import io.quoin.api.torrent.TorrentId;
import java.lang.ref.WeakReference;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/** Policies that come, go, fail and hang, each on its thread; time passes when a test says so. */
class IncentiveHostTest {
  private static final Duration SOON = Duration.ofMillis(200);

  private final BlockingQueue<String> events = new LinkedBlockingQueue<>();
  private final HandWatchdog watchdog = new HandWatchdog();
  private final NoTorrents torrents = new NoTorrents();
  private final ExtensionRegistry extensions = new ExtensionRegistry(() -> {});
  private final IncentiveHost host =
      new IncentiveHost(torrents, extensions, 1, new ThreadedPlugins(watchdog, new Complaints()));
  private final Incentives incentives = new Incentives("", host);
  private final List<Long> drawn = Collections.synchronizedList(new ArrayList<>());
  private final CountDownLatch hanging = new CountDownLatch(1);
  private int strangers;

  @AfterEach
  void end() {
    hanging.countDown();
    incentives.end();
    watchdog.shutdown();
  }

  // --- coming and going ---

  @Test
  void a_provider_that_went_is_not_held_on_to() throws Exception {
    WeakReference<IncentiveProvider> gone = offerAndTakeBack();

    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
    while (!gone.refersTo(null) && System.nanoTime() < deadline) {
      System.gc();
    }

    assertThat(gone.get()).isNull();
  }

  /** In a frame of its own, so that the test's holds no provider afterwards. */
  private WeakReference<IncentiveProvider> offerAndTakeBack() throws Exception {
    IncentiveProvider provider = new Provider("first");
    add(provider, "first", 0);
    expect("first opened", "first round");
    incentives.remove(provider);
    expect("first closed");
    return new WeakReference<>(provider);
  }

  @Test
  void the_mailbox_is_no_thread_of_the_plugin() throws Exception {
    ThreadGroup foreign = new ThreadGroup("plugin");
    Thread plugin = new Thread(foreign, () -> add(new Provider("first"), "first", 0));

    plugin.start();

    expect("first opened");
    assertThat(foreign.activeCount()).as("threads that the plugin's thread has made").isZero();
  }

  @Test
  void of_several_the_highest_ranking_is_at_work_unless_one_is_named() throws Exception {
    Provider low = new Provider("low");
    add(low, "low", 1);
    settle("low");

    add(new Provider("high"), "high", 2);
    expect("low closed");
    settle("high");
    incentives.use("low");
    expect("high closed");
    settle("low");
    incentives.use("none");
    expect("low closed");
    incentives.use("");
    settle("high");
    add(low, "low", 3);
    expect("high closed");

    settle("low");
  }

  @Test
  void what_one_opening_has_drawn_no_other_draws() throws Exception {
    Provider first = new Provider("first");
    Provider second = new Provider("second");
    add(first, "first", 1);
    settle("first");
    add(second, "second", 2);
    expect("first closed");
    settle("second");

    incentives.use("first");
    expect("second closed");
    settle("first");

    assertThat(drawn).hasSize(3).doesNotHaveDuplicates();
  }

  @Test
  void a_policy_is_told_once_of_everybody_who_is_there_and_of_nobody_who_went() throws Exception {
    Stranger stays = new Stranger(101);
    Stranger goes = new Stranger(102);
    host.joined(stays);
    host.joined(goes);
    host.left(goes.traffic());

    add(new Provider("first"), "first", 0);
    expect("first opened", "first met 101", "first round");
    host.left(stays.traffic());
    host.left(goes.traffic());

    expect("first parted from 101");
    assertSilence();
  }

  @Test
  void a_choice_that_is_taken_back_before_its_turn_changes_nothing() throws Exception {
    Provider first = new Provider("first");
    Trouble.HANGS_IN_A_CALL.in(first, hanging);
    add(first, "first", 0);
    settle("first");
    host.pieceFailed(Stranger.TORRENT, 0, List.of());
    expect("first tried");

    incentives.use("none");
    incentives.use("");
    hanging.countDown();

    assertSilence();
  }

  // --- handing over ---

  @Test
  void what_a_policy_leaves_goes_to_the_next_of_its_id_alone() throws Exception {
    add(new Provider("first").leaving("notes of first"), "one", 0);
    settle("first");

    add(new Provider("heir"), "one", 1);
    expect("first closed", "heir given notes of first");
    settle("heir");
    add(new Provider("other"), "two", 2);
    expect("heir closed");

    settle("other");
  }

  @Test
  void what_a_policy_leaves_waits_for_it_while_others_are_at_work() throws Exception {
    add(new Provider("first").leaving("notes of first"), "one", 0);
    settle("first");
    add(new Provider("other"), "two", 1);
    expect("first closed");
    settle("other");

    add(new Provider("back"), "one", 2);
    expect("other closed", "back given notes of first");

    settle("back");
  }

  @Test
  void of_many_that_left_something_the_first_is_forgotten() throws Exception {
    add(new Provider("0").leaving("notes"), "0", 0);
    settle("0");
    for (int i = 1; i <= 9; i++) {
      add(new Provider("" + i).leaving("notes"), "" + i, i);
      expect(i - 1 + " closed");
      settle("" + i);
    }
    add(new Provider("first again"), "0", 10);
    expect("9 closed");
    settle("first again");
    add(new Provider("a later one again"), "5", 11);
    expect("first again closed", "a later one again given notes");

    settle("a later one again");
  }

  @Test
  void a_policy_that_is_closing_can_still_send_and_publish() throws Exception {
    Provider polite = new Provider("polite");
    polite.lastWords = true;
    Stranger peer = new Stranger(101).says("qn_x", "i1e");
    host.joined(peer);
    add(polite, "polite", 0);
    expect("polite opened", "polite met 101", "polite round");
    extensions.greeted(peer);

    incentives.use("none");
    expect("polite closed");

    assertThat(peer.sent).containsExactly("qn_x goodbye");
    assertThat(torrents.allocations).hasSize(1);
  }

  @ParameterizedTest
  @EnumSource(
      value = Trouble.class,
      names = {"THROWS_WHEN_CLOSED", "THROWS_AN_ERROR_WHEN_CLOSED", "LEAVES_NOTHING_WHEN_CLOSED"})
  void an_old_one_that_fails_when_it_is_closed_leaves_the_new_one_without_a_hand_over(
      Trouble trouble) throws Exception {
    Provider old = new Provider("old").leaving("notes");
    trouble.in(old, hanging);
    add(old, "one", 0);
    settle("old");

    add(new Provider("new"), "one", 1);
    expect("old tried");

    settle("new");
  }

  @Test
  void an_old_one_that_hangs_when_it_is_closed_is_left_behind() throws Exception {
    Provider old = new Provider("old").leaving("notes");
    Trouble.HANGS_WHEN_CLOSED.in(old, hanging);
    add(old, "one", 0);
    settle("old");

    add(new Provider("new"), "one", 1);
    expect("old tried");
    watchdog.passTwoSeconds();
    settle("new");
    hanging.countDown();

    assertSilence();
  }

  @Test
  void an_old_one_that_hangs_in_a_call_is_left_behind() throws Exception {
    Provider old = new Provider("old");
    Trouble.HANGS_IN_A_CALL.in(old, hanging);
    add(old, "one", 0);
    settle("old");
    host.pieceFailed(Stranger.TORRENT, 0, List.of());
    expect("old tried");

    add(new Provider("new"), "two", 1);
    watchdog.passTwoSeconds();
    settle("new");
    hanging.countDown();

    expect("old closed");
    assertSilence();
  }

  // --- new ones that fail ---

  @ParameterizedTest
  @EnumSource(
      value = Trouble.class,
      mode = Mode.MATCH_NONE,
      names = {".*WHEN_CLOSED", "HANGS_IN_A_CALL"})
  void a_new_one_that_fails_leaves_the_old_one_at_work(Trouble trouble) throws Exception {
    Stranger peer = new Stranger(101);
    host.joined(peer);
    add(new Provider("old").leaving("notes"), "one", 0);
    expect("old opened", "old met 101", "old round");
    Provider broken = new Provider("new");
    trouble.in(broken, hanging);

    add(broken, "two", 1);
    expect("old closed", "new tried");
    if (trouble.hangs()) {
      watchdog.passTwoSeconds();
    } else if (trouble.wasOpen()) {
      expect("new closed");
    }

    expect("old given notes", "old opened", "old met 101", "old round");
    settled("old");
    hanging.countDown();
    if (trouble.hangs()) {
      expect("new closed");
    }
    watchdog.passTwoSeconds();
    assertSilence();
    assertThat(torrents.allocations).as("what the new one published").isEmpty();
  }

  @Test
  void a_new_one_that_the_hand_over_is_garbage_to_leaves_the_old_one_at_work() throws Exception {
    add(new Provider("old").leaving("garbage"), "one", 0);
    settle("old");

    add(new Provider("new").unableToRead("garbage"), "one", 1);
    expect("old closed", "new given garbage", "old given garbage");

    settle("old");
  }

  @Test
  void an_old_one_that_its_own_hand_over_is_garbage_to_begins_afresh() throws Exception {
    add(new Provider("old").leaving("garbage").unableToRead("garbage"), "one", 0);
    settle("old");

    add(new Provider("new").unableToRead("garbage"), "one", 1);
    expect("old closed", "new given garbage", "old given garbage");

    settle("old");
  }

  @Test
  void a_policy_whose_provider_went_is_not_opened_again() throws Exception {
    IncentiveProvider first = new Provider("first");
    add(first, "first", 2);
    settle("first");
    Provider broken = new Provider("new");
    Trouble.CANNOT_WORK.in(broken, hanging);
    add(broken, "broken", 0);

    incentives.remove(first);

    expect("first closed", "new tried");
    assertSilence();
  }

  @Test
  void when_neither_returns_the_engine_is_left_to_itself_until_another_is_there() throws Exception {
    Provider old = new Provider("old");
    Trouble.HANGS_WHEN_CLOSED.in(old, hanging);
    add(old, "one", 0);
    settle("old");
    Provider broken = new Provider("new");
    Trouble.HANGS.in(broken, hanging);
    add(broken, "two", 1);
    expect("old tried");
    watchdog.passTwoSeconds();
    expect("new tried");
    watchdog.passTwoSeconds();

    Stranger peer = new Stranger(101);
    host.joined(peer);
    host.left(peer.traffic());
    assertSilence();
    add(new Provider("third"), "three", 2);

    settle("third");
  }

  @Test
  void one_that_was_chosen_while_another_was_on_trial_comes_next() throws Exception {
    Provider slow = new Provider("slow");
    Trouble.HANGS_IN_ITS_FIRST_ROUND.in(slow, hanging);
    add(slow, "one", 0);
    expect("slow tried");

    add(new Provider("next"), "two", 1);
    hanging.countDown();
    expect("slow closed");

    settle("next");
  }

  @Test
  void a_policy_that_comes_to_nothing_is_left_behind_before_what_waits_has_no_end()
      throws Exception {
    Provider old = new Provider("old");
    Trouble.HANGS_IN_A_CALL.in(old, hanging);
    add(old, "one", 0);
    settle("old");
    host.pieceFailed(Stranger.TORRENT, 0, List.of());
    expect("old tried");

    Stranger peer = new Stranger(101);
    for (int i = 0; i <= Mailbox.MOST_KEPT; i++) {
      host.joined(peer);
    }
    hanging.countDown();
    expect("old closed");
    assertSilence();
    add(new Provider("new"), "two", 1);

    expect("new opened", "new met 101", "new round");
  }

  // --- what tests say and wait for ---

  private void add(IncentiveProvider provider, String id, int ranking) {
    incentives.add(provider, Map.of(IncentiveProvider.ID, id, "service.ranking", ranking));
  }

  private void expect(String... expected) throws InterruptedException {
    for (String each : expected) {
      assertThat(events.poll(10, TimeUnit.SECONDS)).isEqualTo(each);
    }
  }

  /** It opens and passes its trial. */
  private void settle(String name) throws InterruptedException {
    expect(name + " opened", name + " round");
    settled(name);
  }

  /** It passed its trial: what comes to it afterwards is told. */
  private void settled(String name) throws InterruptedException {
    Stranger peer = new Stranger(++strangers);
    host.joined(peer);
    host.left(peer.traffic());
    expect(name + " met " + strangers, name + " parted from " + strangers);
  }

  private void assertSilence() throws InterruptedException {
    assertThat(events.poll(SOON.toMillis(), TimeUnit.MILLISECONDS))
        .as("what comes after that")
        .isNull();
  }

  // --- policies ---

  private enum Trouble {
    CANNOT_WORK,
    THROWS,
    THROWS_AN_ERROR,
    LACKS_A_CLASS,
    OPENS_NOTHING,
    HANGS,
    THROWS_WHEN_IT_MEETS_A_PEER,
    HANGS_WHEN_IT_MEETS_A_PEER,
    THROWS_IN_ITS_FIRST_ROUND,
    THROWS_AN_ERROR_IN_ITS_FIRST_ROUND,
    HANGS_IN_ITS_FIRST_ROUND,
    HANGS_IN_A_CALL,
    THROWS_WHEN_CLOSED,
    THROWS_AN_ERROR_WHEN_CLOSED,
    LEAVES_NOTHING_WHEN_CLOSED,
    HANGS_WHEN_CLOSED;

    boolean hangs() {
      return name().startsWith("HANGS");
    }

    /** Whether the policy is open when it has it. */
    boolean wasOpen() {
      return name().contains("_PEER") || name().contains("_ROUND");
    }

    boolean isOnTrial() {
      return this != HANGS_IN_A_CALL && !name().endsWith("_CLOSED");
    }

    void in(Provider provider, CountDownLatch hanging) {
      provider.trouble = Optional.of(this);
      provider.hanging = hanging;
    }
  }

  /** Opens policies that tell what happens to them. */
  private final class Provider implements IncentiveProvider {
    private final String name;
    private HandOver leaves = HandOver.NOTHING;
    private String unreadable = "";
    private boolean lastWords;
    private Optional<Trouble> trouble = Optional.empty();
    private CountDownLatch hanging = new CountDownLatch(0);

    Provider(String name) {
      this.name = name;
    }

    Provider leaving(String notes) {
      leaves = new HandOver(1, bytes(notes));
      return this;
    }

    Provider unableToRead(String notes) {
      unreadable = notes;
      return this;
    }

    @Override
    public IncentivePolicy open(IncentiveContext context, Optional<HandOver> from)
        throws IncentiveException {
      drawn.add(context.random().nextLong());
      if (has(Trouble.CANNOT_WORK)) {
        tell("tried");
        throw new IncentiveException("not today");
      }
      runInto(Trouble.THROWS, Trouble.THROWS_AN_ERROR, Trouble.LACKS_A_CLASS, Trouble.HANGS);
      if (has(Trouble.OPENS_NOTHING)) {
        tell("tried");
        return null;
      }
      String notes = from.map(h -> text(h.bytes())).orElse("");
      if (!notes.isEmpty()) {
        tell("given " + notes);
      }
      if (!notes.isEmpty() && notes.equals(unreadable)) {
        throw new IllegalStateException("cannot read " + notes);
      }
      context.after(Duration.ofHours(1), () -> tell("an hour later"));
      if (has(Trouble.HANGS)) {
        context.publish(Allocation.NONE);
      }
      if (works()) {
        tell("opened");
      }
      if (lastWords) {
        context.offer(ExtensionOffer.toAll("qn_x", bytes("i1e")));
      }
      return new Policy(this, context);
    }

    /** Whether it gets through its trial. */
    boolean works() {
      return trouble.filter(Trouble::isOnTrial).isEmpty();
    }

    boolean has(Trouble which) {
      return trouble.filter(t -> t == which).isPresent();
    }

    void tell(String what) {
      events.add(name + " " + what);
    }

    /** Has the trouble if it is one of these. */
    void runInto(Trouble... here) {
      if (trouble.filter(t -> List.of(here).contains(t)).isEmpty()) {
        return;
      }
      tell("tried");
      String kind = trouble.get().name();
      if (kind.startsWith("HANGS")) {
        awaitRelease();
      } else if (kind.startsWith("LACKS")) {
        throw new NoClassDefFoundError("a class");
      } else if (kind.contains("ERROR")) {
        throw new AssertionError("an error");
      } else if (kind.startsWith("THROWS")) {
        throw new IllegalStateException("an exception");
      }
    }

    private void awaitRelease() {
      try {
        hanging.await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private static ByteBuffer bytes(String text) {
    return ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII));
  }

  private static String text(ByteBuffer bytes) {
    return StandardCharsets.US_ASCII.decode(bytes).toString();
  }

  private static final class Policy implements IncentivePolicy {
    private final Provider provider;
    private final IncentiveContext context;
    private final List<IncentivePeer> peers = new ArrayList<>();
    private boolean began;

    Policy(Provider provider, IncentiveContext context) {
      this.provider = provider;
      this.context = context;
    }

    @Override
    public void joined(IncentivePeer peer) {
      peers.add(peer);
      provider.runInto(Trouble.THROWS_WHEN_IT_MEETS_A_PEER, Trouble.HANGS_WHEN_IT_MEETS_A_PEER);
      if (provider.has(Trouble.HANGS_WHEN_IT_MEETS_A_PEER)) {
        context.publish(Allocation.NONE);
      }
      if (provider.works()) {
        provider.tell("met " + peer.address().getPort());
      }
    }

    @Override
    public void left(PeerTraffic last) {
      peers.remove(last.peer());
      provider.tell("parted from " + last.peer().address().getPort());
    }

    @Override
    public void traffic(List<PeerTraffic> traffic) {}

    @Override
    public void round(List<PeerStanding> standings) {
      provider.runInto(
          Trouble.THROWS_IN_ITS_FIRST_ROUND,
          Trouble.THROWS_AN_ERROR_IN_ITS_FIRST_ROUND,
          Trouble.HANGS_IN_ITS_FIRST_ROUND);
      if (provider.has(Trouble.HANGS_IN_ITS_FIRST_ROUND)) {
        context.publish(Allocation.NONE);
      }
      if (!began && provider.works()) {
        provider.tell("round");
      }
      began = true;
    }

    @Override
    public void pieceFailed(TorrentId torrent, int piece, List<IncentivePeer> suppliers) {
      provider.runInto(Trouble.HANGS_IN_A_CALL);
    }

    @Override
    public void handshake(IncentivePeer peer, ByteBuffer value) {}

    @Override
    public void withdrawn(IncentivePeer peer) {}

    @Override
    public void received(PeerTraffic at, ByteBuffer payload) {}

    @Override
    public HandOver close() {
      provider.runInto(
          Trouble.THROWS_WHEN_CLOSED,
          Trouble.THROWS_AN_ERROR_WHEN_CLOSED,
          Trouble.LEAVES_NOTHING_WHEN_CLOSED,
          Trouble.HANGS_WHEN_CLOSED);
      if (provider.has(Trouble.LEAVES_NOTHING_WHEN_CLOSED)) {
        return null;
      }
      if (provider.lastWords) {
        peers.forEach(peer -> context.send(peer, bytes("goodbye")));
        context.publish(Allocation.NONE);
      }
      if (!provider.has(Trouble.HANGS_WHEN_CLOSED)) {
        provider.tell("closed");
      }
      return provider.leaves;
    }
  }

  /** Does at once what is to be done at once, and the rest when the test lets time pass. */
  private static final class HandWatchdog extends ScheduledThreadPoolExecutor {
    private static final long TWO_SECONDS = TimeUnit.SECONDS.toNanos(2);

    private final PriorityQueue<Later> later =
        new PriorityQueue<>(Comparator.comparingLong(Later::due));
    private long now;

    private record Later(long due, Runnable task) {}

    HandWatchdog() {
      super(1);
    }

    @Override
    public synchronized ScheduledFuture<?> schedule(Runnable task, long delay, TimeUnit unit) {
      if (delay > 0) {
        later.add(new Later(now + unit.toNanos(delay), task));
        return super.schedule(() -> {}, 0, unit);
      }
      return super.schedule(task, delay, unit);
    }

    /** Lets two seconds pass, once what is to be done at once is done. */
    void passTwoSeconds() throws Exception {
      submit(() -> {}).get(10, TimeUnit.SECONDS);
      long end = time() + TWO_SECONDS;
      for (Optional<Runnable> task = next(end); task.isPresent(); task = next(end)) {
        task.get().run();
      }
    }

    private synchronized long time() {
      return now;
    }

    private synchronized Optional<Runnable> next(long end) {
      boolean due = !later.isEmpty() && later.peek().due() <= end;
      now = due ? later.peek().due() : end;
      return due ? Optional.of(later.remove().task()) : Optional.empty();
    }
  }

  private static final class NoTorrents implements IncentiveHost.Torrents {
    private final List<Allocation> allocations = new ArrayList<>();

    @Override
    public void traffic(Consumer<List<PeerTraffic>> result) {}

    @Override
    public void newTraffic(Consumer<List<PeerTraffic>> result) {}

    @Override
    public void standings(Consumer<List<PeerStanding>> result) {
      result.accept(List.of());
    }

    @Override
    public synchronized void allocate(Allocation allocation, String extension) {
      allocations.add(allocation);
    }

    @Override
    public void raise(IncentivePeer peer, long sendUpTo, long requestUpTo) {}

    @Override
    public void onLoop(TorrentId torrent, Runnable task) {
      task.run();
    }
  }
}
