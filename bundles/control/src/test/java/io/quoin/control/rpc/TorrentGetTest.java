package io.quoin.control.rpc;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.quoin.api.access.Role;
import io.quoin.api.session.AddTorrent;
import io.quoin.api.session.SessionControl;
import io.quoin.api.torrent.PeerSnapshot;
import io.quoin.api.torrent.PieceMap;
import io.quoin.api.torrent.TorrentId;
import io.quoin.api.torrent.TorrentSource;
import io.quoin.api.torrent.TorrentState;
import io.quoin.metainfo.InfoHash;
import io.quoin.metainfo.InfoHashes;
import io.quoin.metainfo.Magnet;
import io.quoin.session.SessionAtHand;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is said of torrents, as clients expect it. */
class TorrentGetTest {

  private static final TorrentId ID = TorrentId.of(Caller.torrent(1).infoHashes());

  @TempDir private Path folder;

  /** A torrent that has two of its three pieces and a peer of each direction. */
  private Caller downloading() {
    Caller caller = new Caller(folder);
    caller.add(Dialect.OLDER, 1, Map.of("download-dir", "/srv/torrents"));
    caller.engine.snapshots.put(
        ID, StandInEngine.swarm(TorrentState.DOWNLOADING, caller.engine.running.get(ID), 2, 8192));
    caller.engine.pieces.put(
        ID, new PieceMap(3, BitSet.valueOf(new long[] {0b011}), new int[] {1, 2, 1}));
    caller.engine.peers =
        List.of(
            new PeerSnapshot(
                new InetSocketAddress("192.0.2.7", 51413),
                "Transmission 4.0.6",
                false,
                3,
                32768,
                0,
                2000,
                0,
                true,
                false,
                false,
                true),
            new PeerSnapshot(
                new InetSocketAddress("192.0.2.8", 6881),
                "qBittorrent 5",
                true,
                1,
                0,
                8192,
                0,
                1000,
                false,
                true,
                true,
                false));
    return caller;
  }

  @Test
  void the_older_dialect_says_what_transmission_remote_lists() {
    Caller caller = downloading();

    String answer =
        caller.answer(
            "{\"arguments\":{\"fields\":[\"error\",\"errorString\",\"eta\",\"id\",\"isFinished\","
                + "\"leftUntilDone\",\"name\",\"peersGettingFromUs\",\"peersSendingToUs\","
                + "\"rateDownload\",\"rateUpload\",\"sizeWhenDone\",\"status\",\"uploadRatio\"]},"
                + "\"method\":\"torrent-get\",\"tag\":2}");

    assertThat(answer)
        .isEqualTo(
            "{\"arguments\":{\"torrents\":[{\"error\":0,\"errorString\":\"\",\"eta\":8,\"id\":1,"
                + "\"isFinished\":false,\"leftUntilDone\":16384,\"name\":\"torrent-1\","
                + "\"peersGettingFromUs\":1,\"peersSendingToUs\":1,\"rateDownload\":2000,"
                + "\"rateUpload\":1000,\"sizeWhenDone\":49152,\"status\":4,\"uploadRatio\":0.25}]},"
                + "\"result\":\"success\",\"tag\":2}");
  }

  @Test
  void the_newer_dialect_says_the_same_in_its_own_words() {
    Caller caller = downloading();

    String answer =
        caller.answer(
            "{\"jsonrpc\":\"2.0\",\"method\":\"torrent_get\",\"id\":\"x\",\"params\":{\"ids\":[1],"
                + "\"fields\":[\"hash_string\",\"percent_done\",\"download_dir\",\"file_count\","
                + "\"primary_mime_type\",\"is_private\",\"peer_limit\"]}}");

    assertThat(answer)
        .isEqualTo(
            "{\"jsonrpc\":\"2.0\",\"result\":{\"torrents\":[{\"hash_string\":\""
                + ID
                + "\",\"percent_done\":0.6667,\"download_dir\":\"/srv/torrents\",\"file_count\":3,"
                + "\"primary_mime_type\":\"application/octet-stream\",\"is_private\":false,"
                + "\"peer_limit\":200}]},\"id\":\"x\"}");
  }

  @Test
  void a_table_has_its_names_in_the_first_row() {
    Caller caller = downloading();
    caller.add(Dialect.OLDER, 2, Map.of());

    String answer =
        caller.answer(
            "{\"method\":\"torrent-get\",\"arguments\":{\"format\":\"table\","
                + "\"fields\":[\"id\",\"name\",\"nonsense\",\"name\",\"queuePosition\"]}}");

    assertThat(answer)
        .isEqualTo(
            "{\"arguments\":{\"torrents\":[[\"id\",\"name\",\"queuePosition\"],"
                + "[1,\"torrent-1\",0],[2,\"torrent-2\",1]]},\"result\":\"success\"}");
  }

  @Test
  void files_say_how_much_is_there_and_which_pieces_they_have() {
    Caller caller = downloading();

    assertThat(caller.field(Dialect.OLDER, 1, "files").toString())
        .isEqualTo(
            "[{\"bytesCompleted\":16384,\"length\":16384,\"name\":\"torrent-1/file0.mkv\","
                + "\"begin_piece\":0,\"end_piece\":1},"
                + "{\"bytesCompleted\":16384,\"length\":16384,\"name\":\"torrent-1/file1.mkv\","
                + "\"begin_piece\":1,\"end_piece\":2},"
                + "{\"bytesCompleted\":0,\"length\":16384,\"name\":\"torrent-1/file2.mkv\","
                + "\"begin_piece\":2,\"end_piece\":3}]");
    assertThat(caller.field(Dialect.NEWER, 1, "fileStats").toString())
        .startsWith("[{\"bytes_completed\":16384,\"wanted\":true,\"priority\":0},");
    assertThat(caller.field(Dialect.NEWER, 1, "bytesCompleted").toString())
        .isEqualTo("[16384,16384,0]");
  }

  @Test
  void pieces_are_a_bitfield_in_base_64_and_availability_counts_what_is_missing() {
    Caller caller = downloading();

    assertThat(caller.field(Dialect.OLDER, 1, "pieces").getAsString()).isEqualTo("wA==");
    assertThat(caller.field(Dialect.OLDER, 1, "availability").toString()).isEqualTo("[-1,-1,1]");
    assertThat(caller.field(Dialect.OLDER, 1, "desiredAvailable").getAsInt()).isEqualTo(16_384);
  }

  @Test
  void peers_are_told_with_the_letters_that_clients_know() {
    Caller caller = downloading();

    JsonArray peers = caller.field(Dialect.OLDER, 1, "peers").getAsJsonArray();

    assertThat(peers.get(0).toString())
        .isEqualTo(
            "{\"address\":\"192.0.2.7\",\"port\":51413,\"clientName\":\"Transmission 4.0.6\","
                + "\"peer_id\":\"\",\"clientIsChoked\":false,\"clientIsInterested\":true,"
                + "\"peerIsChoked\":true,\"peerIsInterested\":false,\"isDownloadingFrom\":true,"
                + "\"isUploadingTo\":false,\"isEncrypted\":false,\"isIncoming\":false,"
                + "\"isUTP\":false,\"flagStr\":\"D\",\"progress\":1,\"rateToClient\":2000,"
                + "\"rateToPeer\":0,\"bytes_to_client\":32768,\"bytes_to_peer\":0}");
    assertThat(peers.get(1).getAsJsonObject().get("flagStr").getAsString()).isEqualTo("UI");
    assertThat(caller.field(Dialect.NEWER, 1, "peersFrom").getAsJsonObject())
        .satisfies(from -> assertThat(from.get("from_incoming").getAsInt()).isOne());
  }

  @Test
  void trackers_are_told_with_their_tiers_and_what_they_said_last() {
    Caller caller = new Caller(folder);
    NotedSource source = new NotedSource();
    caller.hand.comes(source);
    caller.add(Dialect.OLDER, 1, Map.of());
    source
        .searched
        .get(0)
        .status("http://tracker.example.org:8080/announce", "it named 3 peers and is asked again");

    assertThat(caller.field(Dialect.OLDER, 1, "trackers").toString())
        .isEqualTo(
            "[{\"announce\":\"http://tracker.example.org:8080/announce?key=secret\",\"id\":0,"
                + "\"scrape\":\"http://tracker.example.org:8080/scrape?key=secret\","
                + "\"sitename\":\"example\",\"tier\":0},"
                + "{\"announce\":\"udp://other.example.net:6969/announce\",\"id\":1,\"scrape\":\"\","
                + "\"sitename\":\"example\",\"tier\":1}]");
    JsonObject first =
        caller.field(Dialect.NEWER, 1, "trackerStats").getAsJsonArray().get(0).getAsJsonObject();
    assertThat(first.get("host").getAsString()).isEqualTo("http://tracker.example.org:8080");
    assertThat(first.get("last_announce_result").getAsString()).startsWith("it named 3 peers");
    assertThat(first.get("last_announce_succeeded").getAsBoolean()).isTrue();
    assertThat(first.get("has_announced").getAsBoolean()).isTrue();
  }

  @Test
  void times_are_seconds_since_1970_and_0_for_what_has_not_happened() {
    Caller caller = downloading();
    caller.hand.seconds(3);

    assertThat(caller.field(Dialect.OLDER, 1, "addedDate").getAsLong()).isEqualTo(1_767_225_600L);
    assertThat(caller.field(Dialect.OLDER, 1, "doneDate").getAsLong()).isZero();
    assertThat(caller.field(Dialect.OLDER, 1, "activityDate").getAsLong())
        .isEqualTo(1_767_225_601L);
    assertThat(caller.field(Dialect.OLDER, 1, "secondsDownloading").getAsLong()).isEqualTo(3);
  }

  @ParameterizedTest
  @EnumSource
  void every_field_of_the_table_is_written_for_torrents_in_every_state(Dialect dialect) {
    Caller caller = downloading();
    caller.add(dialect, 2, Map.of("paused", true));
    caller.call(
        dialect,
        "torrent-add",
        Map.of("filename", "magnet:?xt=urn:btih:0123456789012345678901234567890123456789"));
    List<String> names =
        TorrentFields.table().stream().map(field -> field.name().in(dialect)).toList();

    JsonArray torrents =
        caller.call(dialect, "torrent-get", Map.of("fields", names)).getAsJsonArray("torrents");

    assertThat(names).hasSizeGreaterThan(70).doesNotHaveDuplicates();
    assertThat(torrents)
        .hasSize(3)
        .allSatisfy(
            torrent ->
                assertThat(torrent.getAsJsonObject().keySet())
                    .containsExactlyInAnyOrderElementsOf(names));
  }

  @ParameterizedTest
  @EnumSource
  void without_fields_the_call_is_refused(Dialect dialect) {
    assertThat(downloading().refusal(dialect, "torrent-get", Map.of()))
        .contains("'fields' is missing");
  }

  @Test
  void only_what_is_asked_for_is_looked_up() {
    Caller caller = downloading();
    AtomicInteger lookedUp = new AtomicInteger();
    SessionControl counting =
        watched(
            caller.session,
            method ->
                lookedUp.addAndGet(List.of("peers", "pieces", "sources").contains(method) ? 1 : 0));

    answer(
        counting,
        caller.hand,
        "[\"id\",\"name\",\"status\",\"percentDone\",\"downloadDir\"]",
        OutputStream.nullOutputStream());
    int cheap = lookedUp.get();
    answer(
        counting,
        caller.hand,
        "[\"files\",\"fileStats\",\"pieces\",\"peers\",\"peersSendingToUs\"]",
        OutputStream.nullOutputStream());

    assertThat(cheap).isZero();
    assertThat(lookedUp).hasValue(2);
  }

  @Test
  void of_ten_thousand_torrents_one_is_held_at_a_time_and_the_first_are_sent_early()
      throws Exception {
    SessionAtHand hand = new SessionAtHand();
    for (int i = 0; i < 10_000; i++) {
      byte[] hash = ByteBuffer.allocate(InfoHash.V1_BYTES).putInt(i).array();
      hand.session()
          .add(
              AddTorrent.of(
                      new TorrentSource.Link(
                          Magnet.of(
                              InfoHashes.of(InfoHash.of(hash)),
                              "torrent " + i,
                              List.of(),
                              List.of(),
                              List.of(),
                              List.of())),
                      folder)
                  .withPaused(true));
    }
    AtomicInteger written = new AtomicInteger();
    AtomicInteger mostUnsent = new AtomicInteger();
    AtomicInteger asked = new AtomicInteger();
    int[] sentAt = {0};
    SessionControl watched =
        watched(
            hand.session(),
            method -> {
              if (method.equals("registered")) {
                asked.incrementAndGet();
                mostUnsent.accumulateAndGet(asked.get() - sentAt[0], Math::max);
              }
            });
    OutputStream out =
        new OutputStream() {
          @Override
          public void write(int octet) {
            written.incrementAndGet();
            sentAt[0] = asked.get();
          }

          @Override
          public void write(byte[] bytes, int from, int length) {
            written.addAndGet(length);
            sentAt[0] = asked.get();
          }
        };

    answer(watched, hand, "[\"id\",\"name\",\"status\",\"hashString\"]", out);

    assertThat(asked).hasValue(10_000);
    assertThat(written.get()).isGreaterThan(1_000_000);
    assertThat(mostUnsent.get()).isLessThan(500);
  }

  private static void answer(
      SessionControl session, SessionAtHand hand, String fields, OutputStream out) {
    TransmissionRpc rpc =
        new TransmissionRpc(
            new TransmissionRpc.World(
                session, hand, Optional::empty, false, Optional::empty, new Roots(List.of())));
    try {
      rpc.answer(
          new ByteArrayInputStream(
              ("{\"method\":\"torrent-get\",\"arguments\":{\"fields\":" + fields + "}}")
                  .getBytes(UTF_8)),
          out,
          Role.ADMINISTRATOR);
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
  }

  /** The session, and a note of every call. */
  private static SessionControl watched(SessionControl session, Consumer<String> note) {
    return (SessionControl)
        Proxy.newProxyInstance(
            SessionControl.class.getClassLoader(),
            new Class<?>[] {SessionControl.class},
            (proxy, method, arguments) -> {
              note.accept(method.getName());
              try {
                return method.invoke(session, arguments);
              } catch (InvocationTargetException failure) {
                throw failure.getCause();
              }
            });
  }
}
