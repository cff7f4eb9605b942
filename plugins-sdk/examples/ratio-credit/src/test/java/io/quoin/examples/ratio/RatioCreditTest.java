package io.quoin.examples.ratio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quoin.api.torrent.Limits;
import io.quoin.testbed.Incentive;
import io.quoin.testbed.PeerPlan;
import io.quoin.testbed.TestPeer;
import io.quoin.testbed.Testbed;
import io.quoin.testbed.TestbedEvent;
import io.quoin.testbed.VirtualTorrent;
import io.quoin.testbed.network.Access;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The incentive in the shipped engine, on the simulated network. */
class RatioCreditTest {
  private static final int MIB = 1 << 20;
  private static final Duration LONG = Duration.ofMinutes(30);

  private final Testbed testbed = new Testbed(11);
  private final VirtualTorrent torrent = testbed.torrent(32L * MIB, MIB / 4);
  private final List<TestPeer> strangers = new ArrayList<>();

  @TempDir private Path temporary;

  private Path data(String member) {
    return temporary.resolve(member);
  }

  private static Incentive incentive(Group group) {
    return Incentive.of(RatioCredit.ID, new RatioCredit(group));
  }

  private Group member(String name) {
    return Group.member(name).keepingIn(data(name));
  }

  /** What a member's book says of another member, as it is on disk. */
  private CreditBook.Account account(String keeper, String of) throws IOException {
    return new BookFile(data(keeper)).read().account(of);
  }

  /** Puts into a member's book what another one gave and took before. */
  private void remember(String keeper, String of, long given, long taken) throws IOException {
    CreditBook book = new BookFile(data(keeper)).read();
    book.count(of, given, taken);
    new BookFile(data(keeper)).write(book);
  }

  /** A seed that sends at most 1 MiB/s, to two peers and one more. */
  private TestPeer seed() {
    return testbed.add(
        PeerPlan.seed("seed", torrent, Access.of(2 * MIB, 2 * MIB))
            .limited(new Limits(Limits.UNLIMITED, MIB, 200, 2))
            .with(incentive(member("seed"))));
  }

  /** Knows of nobody but the seed. */
  private PeerPlan leech(String name) {
    return PeerPlan.leech(name, torrent, Access.of(2 * MIB, MIB / 2).behindNat())
        .arriving(Duration.ofSeconds(1));
  }

  private TestPeer leech(Group group) {
    return testbed.add(leech(group.member()).with(incentive(group)));
  }

  private void strangers(int count) {
    for (int i = 0; i < count; i++) {
      strangers.add(testbed.add(leech("stranger " + i)));
    }
  }

  /** How many strangers have everything when it has. */
  private long strangersBefore(TestPeer peer) {
    assertThat(testbed.runUntil(peer::isComplete, LONG)).isTrue();
    return strangers.stream().filter(TestPeer::isComplete).count();
  }

  @Test
  void a_member_in_credit_is_served_sooner() throws Exception {
    remember("seed", "anna", 1L << 30, 0);
    seed();
    strangers(8);
    TestPeer anna = leech(member("anna"));

    assertThat(strangersBefore(anna)).isZero();
    assertThat(testbed.now()).isLessThan(Duration.ofSeconds(80));
    assertThat(account("seed", "anna").taken()).isGreaterThan(30L * MIB);
  }

  @Test
  void credit_that_is_used_up_is_gone() throws Exception {
    remember("seed", "anna", 4L * MIB, 0);
    seed();
    strangers(8);
    TestPeer anna = leech(member("anna"));

    assertThat(strangersBefore(anna)).isPositive();
  }

  @Test
  void a_member_that_took_more_than_it_gave_waits_like_anybody() throws Exception {
    remember("seed", "otto", 1L << 20, 1L << 30);
    remember("seed", "anna", 1L << 30, 1L << 20);
    seed();
    strangers(6);
    TestPeer otto = leech(member("otto"));
    TestPeer anna = leech(member("anna"));

    assertThat(strangersBefore(anna)).isZero();
    assertThat(otto.result().received()).isLessThan(8L * MIB);
    assertThat(strangers).allMatch(stranger -> stranger.result().received() < 16L * MIB);
  }

  @Test
  void who_does_not_know_the_secret_is_a_stranger_whatever_it_calls_itself() throws Exception {
    remember("seed", "anna", 1L << 30, 0);
    seed();
    strangers(8);
    TestPeer impostor = leech(Group.member("anna").knowing("a secret that is not the group's"));

    assertThat(strangersBefore(impostor)).isPositive();
    assertThat(account("seed", "anna")).isEqualTo(new CreditBook.Account(1L << 30, 0));
  }

  @Test
  void both_sides_count_what_passed_between_them() throws Exception {
    testbed.add(PeerPlan.seed("origin", torrent, Access.of(MIB, MIB)));
    Access line = Access.of(4 * MIB, 2 * MIB);
    TestPeer anna =
        testbed.add(PeerPlan.leech("anna", torrent, line).with(incentive(member("anna"))));
    TestPeer otto =
        testbed.add(PeerPlan.leech("otto", torrent, line).with(incentive(member("otto"))));

    testbed.runUntil(() -> anna.isComplete() && otto.isComplete(), LONG);
    testbed.run(Duration.ofSeconds(10));

    long annaGave = otto.receivedFrom(anna);
    long ottoGave = anna.receivedFrom(otto);
    assertThat(annaGave).isGreaterThan(8L * MIB);
    assertThat(ottoGave).isGreaterThan(8L * MIB);
    assertThat(account("anna", "otto").taken()).isEqualTo(annaGave);
    assertThat(account("otto", "anna").taken()).isEqualTo(ottoGave);
    assertThat(account("otto", "anna").given())
        .isBetween(annaGave - otto.result().wasted(), annaGave);
    assertThat(account("anna", "otto").given())
        .isBetween(ottoGave - anna.result().wasted(), ottoGave);
  }

  @Test
  void without_members_in_credit_it_is_tit_for_tat() {
    TestPeer seed = seed();
    strangers(4);

    testbed.runUntil(() -> strangers.stream().allMatch(TestPeer::isComplete), LONG);

    assertThat(strangers).allMatch(TestPeer::isComplete);
    assertThat(testbed.now()).isLessThan(Duration.ofSeconds(4 * 32 + 20));
    assertThat(seed.result().sentOptimistic()).isZero();
  }

  @Test
  void a_successor_goes_on_with_the_book_and_with_who_is_who() throws Exception {
    remember("seed", "anna", 1L << 30, 0);
    TestPeer seed = seed();
    strangers(8);
    TestPeer anna = leech(member("anna"));
    List<TestbedEvent> connections = new ArrayList<>();
    testbed.watch(
        event -> {
          if (event.kind() == TestbedEvent.Kind.OPENED && event.peer() == anna) {
            connections.add(event);
          }
        });
    testbed.run(Duration.ofSeconds(20));
    long before = anna.result().received();

    seed.use(incentive(Group.member("seed")));
    testbed.run(Duration.ofSeconds(20));
    long between = anna.result().received();
    Files.delete(data("seed").resolve("credit"));
    seed.use(incentive(member("seed")));
    testbed.runUntil(anna::isComplete, LONG);

    assertThat(between - before).isGreaterThan(8L * MIB);
    assertThat(strangersBefore(anna)).isZero();
    testbed.run(Duration.ofSeconds(10));
    assertThat(account("seed", "anna").given()).isEqualTo(1L << 30);
    assertThat(account("seed", "anna").taken()).isBetween(28L * MIB, 32L * MIB);
    assertThat(connections).as("connections that anna opened").hasSize(1);
  }

  @Test
  void a_book_that_cannot_be_read_leaves_the_swarm_to_tit_for_tat() throws Exception {
    Files.createDirectories(data("seed"));
    Files.writeString(data("seed").resolve("credit"), "garbage");
    seed();
    strangers(2);

    testbed.runUntil(() -> strangers.stream().allMatch(TestPeer::isComplete), LONG);

    assertThat(strangers).allMatch(TestPeer::isComplete);
    assertThat(data("seed").resolve("credit")).hasContent("garbage");
  }

  @ParameterizedTest
  @CsvSource({
    "anna, too short, '.secret'",
    "Anna, correct horse battery staple, 'member'",
    "'', correct horse battery staple, 'member'"
  })
  void a_setting_that_is_not_what_it_should_be_is_named(
      String name, String secret, String setting) {
    assertThatThrownBy(() -> new RatioCredit(Group.member(name).knowing(secret)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("'" + setting + "'")
        .hasMessageNotContaining(secret);
  }
}
