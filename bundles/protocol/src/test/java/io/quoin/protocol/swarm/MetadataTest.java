package io.quoin.protocol.swarm;

import static org.assertj.core.api.Assertions.assertThat;

import io.quoin.api.torrent.TorrentState;
import io.quoin.metainfo.BDictionary;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Magnets: the info dictionary from peers, honest and other. */
class MetadataTest {
  private static final int BLOCK = 16_384;

  /** Enough pieces that the info dictionary has three parts. */
  private static final int PIECES = 2000;

  @RegisterExtension private final Scene scene = new Scene(PIECES * BLOCK, BLOCK);
  private final HandLoop loop = scene.loop;
  private final byte[] info = info(scene);

  private static byte[] info(Scene scene) {
    ByteBuffer raw = scene.torrent.rawInfo();
    byte[] bytes = new byte[raw.remaining()];
    raw.get(bytes);
    return bytes;
  }

  /** A peer that says a size and answers requests for the dictionary. */
  private final class Holder {
    final Puppet puppet;
    final byte[] answers;
    boolean silent;
    boolean rejecting;
    private int answered;

    Holder(Scene.Client client, byte[] answers, int size) {
      this.answers = answers;
      puppet = scene.puppet(client);
      puppet.extended(0, "d1:md11:ut_metadatai7ee13:metadata_sizei" + size + "ee");
    }

    /** Answers what was asked since the last time; says how much that was. */
    int answer() {
      List<byte[]> asked = puppet.extended(7);
      int now = 0;
      while (answered < asked.size() && !puppet.closed) {
        BDictionary request = Puppet.dictionary(asked.get(answered));
        answered++;
        if (request.integer("msg_type").orElse(-1) == 0 && !silent) {
          now++;
          reply((int) request.integer("piece").orElse(-1));
        }
      }
      return now;
    }

    private void reply(int piece) {
      int from = piece * BLOCK;
      byte[] part =
          rejecting
              ? new byte[0]
              : Arrays.copyOfRange(answers, from, Math.min(answers.length, from + BLOCK));
      String head =
          rejecting
              ? "d8:msg_typei2e5:piecei" + piece + "ee"
              : "d8:msg_typei1e5:piecei" + piece + "e10:total_sizei" + answers.length + "ee";
      byte[] headBytes = head.getBytes(StandardCharsets.ISO_8859_1);
      puppet.extended(
          MetadataExchange.ID,
          ByteBuffer.allocate(headBytes.length + part.length).put(headBytes).put(part).array());
    }

    int asked() {
      return puppet.extended(7).size();
    }
  }

  private Holder honest(Scene.Client client) {
    return new Holder(client, info, info.length);
  }

  private Holder liar(Scene.Client client) {
    byte[] wrong = info.clone();
    wrong[wrong.length / 2] ^= 1;
    return new Holder(client, wrong, wrong.length);
  }

  private Scene.Client magnet() {
    return scene.client(scene.emptyStores()).magnet().start();
  }

  private void play(int seconds, Holder... holders) {
    for (int i = 0; i < seconds * 10; i++) {
      loop.runFor(100_000_000L);
      Stream.of(holders).forEach(Holder::answer);
    }
  }

  @Test
  void the_parts_come_from_several_peers() {
    Scene.Client client = magnet();
    Holder one = honest(client);
    Holder two = honest(client);
    Holder three = honest(client);

    play(2, one, two, three);

    assertThat(client.metadata).isPresent();
    assertThat(List.of(one.asked(), two.asked(), three.asked())).allMatch(n -> n >= 1);
    assertThat(client.metadata.get().infoHashes()).isEqualTo(scene.torrent.infoHashes());
  }

  @Test
  void what_peers_said_of_their_pieces_before_the_metadata_counts_afterwards() {
    Scene.Client client = magnet();
    Holder holder = honest(client);
    Puppet early = scene.puppet(client);
    PieceSet some = new PieceSet(PIECES);
    some.add(3);
    early.say(new Message.Bitfield(some.bitfield()), new Message.Have(1999), new Message.Have(5));
    Puppet singles = scene.puppet(client).say(new Message.Have(7), new Message.Have(9));
    Puppet all = scene.puppet(client).sayAll();

    play(2, holder);
    early.unchoke();
    singles.unchoke();
    loop.run(1);

    assertThat(client.metadata).isPresent();
    assertThat(pieces(early)).isEqualTo(bits(3, 5, 1999));
    assertThat(pieces(singles)).isEqualTo(bits(7, 9));
    assertThat(client.swarm.snapshot().seeds()).isEqualTo(1);
    assertThat(all.heard(Message.Interested.INSTANCE)).isTrue();
  }

  private static BitSet pieces(Puppet puppet) {
    BitSet pieces = new BitSet();
    puppet.everAsked.forEach(r -> pieces.set(r.piece()));
    return pieces;
  }

  private static BitSet bits(int... set) {
    BitSet bits = new BitSet();
    Arrays.stream(set).forEach(bits::set);
    return bits;
  }

  @Test
  void early_words_that_turn_out_not_to_fit_end_their_connection() {
    Scene.Client client = magnet();
    Holder holder = honest(client);
    Puppet tooFar = scene.puppet(client).say(new Message.Have(PIECES));
    Puppet tooLong =
        scene.puppet(client).say(new Message.Bitfield(ByteBuffer.wrap(new byte[PIECES / 8 + 1])));
    Puppet absurd = scene.puppet(client).say(new Message.Have(Integer.MAX_VALUE));
    loop.runFor(50_000_000L);
    assertThat(absurd.closed).as("no torrent has so many pieces").isTrue();

    play(2, holder);

    assertThat(tooFar.closed).isTrue();
    assertThat(tooLong.closed).isTrue();
    assertThat(holder.puppet.closed).isFalse();
  }

  @Test
  void a_single_liar_is_banned_and_the_honest_finish() {
    Scene.Client client = magnet();
    Holder liar = liar(client);
    play(1, liar);
    assertThat(liar.puppet.closed).isTrue();

    Holder honest = honest(client);
    play(1, honest);

    assertThat(client.metadata).isPresent();
    assertThat(client.departures).singleElement().asString().startsWith("banned");
  }

  @Test
  void of_several_senders_the_liar_alone_is_banned() {
    Scene.Client client = magnet();
    Holder one = honest(client);
    Holder liar = liar(client);
    Holder two = honest(client);

    play(120, one, liar, two);

    assertThat(client.metadata).isPresent();
    assertThat(one.puppet.closed).isFalse();
    assertThat(two.puppet.closed).isFalse();
    assertThat(client.departures.stream().filter(d -> d.startsWith("banned")))
        .hasSizeLessThanOrEqualTo(1);
  }

  @Test
  void many_liars_are_found_one_after_the_other() {
    Scene.Client client = magnet();
    Holder[] all = new Holder[9];
    for (int i = 0; i < 8; i++) {
      all[i] = liar(client);
    }
    all[8] = honest(client);

    play(60, all);

    assertThat(client.metadata).isPresent();
    assertThat(all[8].puppet.closed).isFalse();
  }

  @Test
  void a_size_bomb_does_not_keep_others_from_giving_theirs() {
    Scene.Client client = magnet();
    Holder bomb = new Holder(client, new byte[0], MetadataExchange.LARGEST);
    bomb.silent = true;
    Holder huge = new Holder(client, new byte[0], Integer.MAX_VALUE);
    Holder honest = honest(client);

    play(2, honest);

    assertThat(client.metadata).isPresent();
    assertThat(huge.asked()).isZero();
  }

  @Test
  void more_sizes_than_are_tried_at_a_time_get_their_turn() {
    Scene.Client client = magnet();
    for (int i = 0; i < 12; i++) {
      new Holder(client, new byte[0], 20_000 + i).silent = true;
    }
    Holder honest = honest(client);

    play(240, honest);

    assertThat(client.metadata).isPresent();
  }

  @Test
  void a_silent_peer_is_replaced_and_asked_again_later() {
    Scene.Client client = magnet();
    Holder silent = honest(client);
    silent.silent = true;
    loop.run(1);
    assertThat(silent.asked()).isEqualTo(1);

    play(20, silent);
    silent.silent = false;
    play(60, silent);

    assertThat(client.metadata).isPresent();
  }

  @Test
  void a_peer_that_rejects_is_asked_again_later_and_not_at_once() {
    Scene.Client client = magnet();
    Holder refusing = honest(client);
    refusing.rejecting = true;

    play(20, refusing);
    assertThat(refusing.asked()).isLessThanOrEqualTo(2);
    refusing.rejecting = false;
    play(60, refusing);

    assertThat(client.metadata).isPresent();
  }

  @Test
  void a_peer_that_leaves_takes_nothing_with_it() {
    Scene.Client client = magnet();
    Holder leaving = honest(client);
    loop.run(1);
    leaving.answer();
    loop.run(1);
    leaving.puppet.link.close();
    loop.run(1);

    Holder other = honest(client);
    play(2, other);

    assertThat(client.metadata).isPresent();
    assertThat(other.asked()).as("parts that were missing").isEqualTo(2);
  }

  @Test
  void data_that_was_not_asked_for_is_ignored() {
    Scene.Client client = magnet();
    Holder pushing = honest(client);
    pushing.silent = true;
    loop.run(1);

    for (int piece = -1; piece < 5; piece++) {
      pushing.puppet.extended(
          MetadataExchange.ID, "d8:msg_typei1e5:piecei" + piece + "e10:total_sizei5eexxxxx");
    }
    loop.run(1);

    assertThat(pushing.puppet.closed).isFalse();
    assertThat(client.swarm.snapshot().state()).isEqualTo(TorrentState.METADATA);
  }

  @Test
  void whatever_is_asked_of_us_is_answered_with_data_or_a_reject_and_never_throws() {
    Scene.Client seed = scene.seed();
    Puppet asking = scene.puppet(seed);
    asking.extended(0, "d1:md11:ut_metadatai7eee");
    List<String> pieces =
        List.of(
            "0",
            "1",
            "2",
            "3",
            "-1",
            "562949953421312",
            "562949953421317",
            "1125899906842624",
            "9223372036854775807",
            "-9223372036854775808");

    pieces.forEach(
        piece -> asking.extended(MetadataExchange.ID, "d8:msg_typei0e5:piecei" + piece + "ee"));
    asking.extended(MetadataExchange.ID, "d8:msg_typei0ee");
    asking.extended(MetadataExchange.ID, "d8:msg_type1:xe");
    asking.extended(MetadataExchange.ID, "d8:msg_typei99e5:piecei0ee");
    loop.run(1);

    List<BDictionary> answers = asking.extended(7).stream().map(Puppet::dictionary).toList();
    assertThat(asking.closed).isFalse();
    assertThat(answers.stream().filter(a -> a.integer("msg_type").orElse(-1) == 1)).hasSize(3);
    assertThat(answers.stream().filter(a -> a.integer("msg_type").orElse(-1) == 2)).hasSize(8);
  }

  @Test
  void nobody_gets_the_dictionary_without_end() {
    Scene.Client seed = scene.seed();
    Puppet greedy = scene.puppet(seed);
    greedy.extended(0, "d1:md11:ut_metadatai7eee");

    for (int i = 0; i < 100; i++) {
      greedy.extended(MetadataExchange.ID, "d8:msg_typei0e5:piecei0ee");
      loop.run(1);
    }

    long data =
        greedy.extended(7).stream()
            .map(Puppet::dictionary)
            .filter(a -> a.integer("msg_type").orElse(-1) == 1)
            .count();
    assertThat(data).isEqualTo(4L * 3);
  }

  @Test
  void metadata_messages_that_are_no_dictionaries_end_the_connection() {
    for (String body : List.of("", "i1e", "d", "le", "xyz")) {
      Scene.Client client = magnet();
      Puppet bad = scene.puppet(client);

      bad.extended(MetadataExchange.ID, body);
      loop.run(1);

      assertThat(bad.closed).as("after '%s'", body).isTrue();
    }
  }

  @Test
  void with_the_dictionary_our_handshake_says_its_size() {
    Scene.Client client = magnet();
    Puppet watching = scene.puppet(client);
    Holder holder = honest(client);
    loop.runFor(50_000_000L);
    assertThat(watching.greetings()).hasSize(1);
    assertThat(watching.greetings().get(0).integer("metadata_size")).isEmpty();

    play(2, holder);

    assertThat(watching.greetings()).hasSize(2);
    assertThat(watching.greetings().get(1).integer("metadata_size")).hasValue(info.length);
  }

  @Test
  void a_peer_that_says_another_size_later_is_taken_at_its_word() {
    Scene.Client client = magnet();
    Holder changing = new Holder(client, info, 5000);
    changing.silent = true;
    loop.run(1);

    changing.puppet.extended(0, "d1:md11:ut_metadatai7ee13:metadata_sizei" + info.length + "ee");
    loop.run(1);
    changing.silent = false;
    play(2, changing);

    assertThat(client.metadata).isPresent();
  }
}
