package io.quoin.metainfo;

import static io.quoin.metainfo.Torrents.data;
import static io.quoin.metainfo.Torrents.source;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.quoin.metainfo.MetainfoException.Code;
import io.quoin.metainfo.TorrentBuilder.Kind;
import io.quoin.metainfo.TorrentBuilder.Source;
import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class TorrentBuilderTest {

  /** The hashes are those that libtorrent 2.0.8 gives the same files. */
  @ParameterizedTest
  @CsvSource({
    "V1, f6405c3b99b33d866bcbc8eed121963986538da4",
    "V2, 9e03a5479f3f3f59fefdc529a360d12ea15a666800a16c01ec2381f924cc6ca0",
    "HYBRID, f976794d0a0708c943fc158e8034fc490b9321c1+"
        + "7e17e904646ef68459d4103589e8df1e0446c67c48417e8172da236c1a985948"
  })
  void a_file_of_four_pieces_and_a_byte_has_the_known_hash(Kind kind, String hashes)
      throws Exception {
    TorrentBuilder builder =
        TorrentBuilder.singleFile(kind, "f.bin", 65_537, source(data(500, 65_537)));

    CreatedTorrent made = builder.pieceLength(16_384).build((done, total) -> {});

    assertThat(made.metainfo().infoHashes()).hasToString(hashes);
  }

  @ParameterizedTest
  @CsvSource({
    "V1, 6c1a0b7c302e9b0291f9f460824f7efb6d287da1",
    "V2, b30a8473dffc7e37134ca392ca06f6a1a9984be506966489dbcfcba3332af4fd",
    "HYBRID, c89b5259ba87732f3b4cbfa8063b5fe9b7518217+"
        + "03df2b6d5879d5f79495e6a6bd10cc866c7518c6ee42b8701e9f21b6cc1bbb4b"
  })
  void a_file_of_one_byte_has_the_known_hash(Kind kind, String hashes) throws Exception {
    TorrentBuilder builder = TorrentBuilder.singleFile(kind, "f.bin", 1, source(data(0, 1)));

    CreatedTorrent made = builder.pieceLength(65_536).build((done, total) -> {});

    assertThat(made.metainfo().infoHashes()).hasToString(hashes);
  }

  @ParameterizedTest
  @CsvSource({
    "V1, 64a6c4970d672110b7c5eff99c38fd6fd0fce43d",
    "V2, 651abaa9c538013a6b8515c6805f1703a2016f6b7c57a55319d9ecaaf6d4cf58",
    "HYBRID, 46dd15c82183ad06de54c8dd095347ac9ee276ae+"
        + "1e04636d10d8123d763dbf100efbbe2c5f1e02c655140504db7b7bae45cf8398"
  })
  void files_of_odd_sizes_and_none_have_the_known_hash(Kind kind, String hashes) throws Exception {
    CreatedTorrent made = directory(kind, 700, 16_384, 3, 0, 16_384, 70_000, 0, 1, 200_001);

    assertThat(made.metainfo().infoHashes()).hasToString(hashes);
  }

  @ParameterizedTest
  @CsvSource({
    "V1, a03fcdfce4c3064510162cb1fa207cb36181d1d7",
    "V2, fc0d422e27968f9b97806f55ee0ed0c7e07568775fc4646a2346a308d1273d71",
    "HYBRID, 0584fed0362ceca1476c5500f661f962135a688f+"
        + "70ade7133c00971dd160910cb62b7619b565b9207b9644aa3931a9841b686339"
  })
  void files_of_half_a_piece_have_the_known_hash(Kind kind, String hashes) throws Exception {
    CreatedTorrent made = directory(kind, 900, 262_144, 131_072, 131_072, 131_072);

    assertThat(made.metainfo().infoHashes()).hasToString(hashes);
  }

  @ParameterizedTest
  @CsvSource({
    "V1, 2041d6b1d1fdffaf45be2d54e82fcebf2f78d8e0",
    "V2, 222677471c000278944b70eedcacfbaba009d1c015480fd30aad71160cad6fcf",
    "HYBRID, aa884c1ff1db2e17390635a3e58ec05eb60d2094+"
        + "48fbc3c1375a2987db61cfedf34663a789fbbe4927fc1baceb7ad84025c79a09"
  })
  void a_directory_of_one_file_has_the_known_hash(Kind kind, String hashes) throws Exception {
    CreatedTorrent made =
        TorrentBuilder.directory(kind, "root")
            .file(List.of("sub", "x"), 70_000, source(data(3, 70_000)))
            .pieceLength(16_384)
            .build((done, total) -> {});

    assertThat(made.metainfo().infoHashes()).hasToString(hashes);
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void every_piece_of_what_was_made_can_be_verified(Kind kind) throws Exception {
    int[] lengths = {100_000, 0, 65_536, 5, 16_384};
    CreatedTorrent made = directory(kind, 50, 65_536, lengths);

    Metainfo torrent = made.metainfo();
    Layout layout = torrent.layout();
    assertThat(torrent.warnings()).isEmpty();
    assertThat(torrent.missingPieceLayers()).isEmpty();
    for (int piece = 0; piece < layout.pieceCount(); piece++) {
      byte[] bytes = content(layout, piece, 50);
      if (kind.hasV1()) {
        assertThat(torrent.pieceHash(piece)).isEqualTo(ByteBuffer.wrap(sha("SHA-1", bytes)));
      }
      if (kind.hasV2()) {
        byte[] leaves = leaves(Arrays.copyOf(bytes, layout.merkleLength(piece)));
        assertThat(torrent.pieceRoot(piece))
            .contains(ByteBuffer.wrap(MerkleTree.root(leaves, 0, layout.merkleWidth(piece))));
      }
    }
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void the_same_files_in_another_order_give_the_same_bytes(Kind kind) throws Exception {
    List<String> names = new ArrayList<>(List.of("b", "a", "a.b", "z"));
    TorrentBuilder first = TorrentBuilder.directory(kind, "root");
    names.forEach(n -> first.file(List.of(n, "x"), 10, source(data(n.hashCode(), 10))));
    TorrentBuilder second = TorrentBuilder.directory(kind, "root");
    Collections.reverse(names);
    names.forEach(n -> second.file(List.of(n, "x"), 10, source(data(n.hashCode(), 10))));

    assertThat(first.build((d, t) -> {}).encoded()).isEqualTo(second.build((d, t) -> {}).encoded());
  }

  @Test
  void all_settings_arrive() throws Exception {
    List<List<URI>> tiers =
        List.of(
            List.of(URI.create("http://a.example/"), URI.create("http://b.example/")),
            List.of(URI.create("udp://c.example:1")));

    Metainfo torrent =
        TorrentBuilder.singleFile(Kind.HYBRID, "f", 5, source(data(1, 5)))
            .trackers(tiers)
            .webSeeds(List.of(URI.create("http://s.example/")))
            .isPrivate(true)
            .comment("a comment")
            .createdBy("maker")
            .creationDate(Instant.ofEpochSecond(1_700_000_000))
            .build((done, total) -> {})
            .metainfo();

    assertThat(torrent.trackers()).isEqualTo(tiers);
    assertThat(torrent.webSeeds()).containsExactly(URI.create("http://s.example/"));
    assertThat(torrent.isPrivate()).isTrue();
    assertThat(torrent.comment()).contains("a comment");
    assertThat(torrent.createdBy()).contains("maker");
    assertThat(torrent.creationDate()).contains(Instant.ofEpochSecond(1_700_000_000));
  }

  @Test
  void what_is_not_set_is_not_written() throws Exception {
    CreatedTorrent made =
        TorrentBuilder.singleFile(Kind.V1, "f", 5, source(data(1, 5))).build((done, total) -> {});

    BDictionary torrent = (BDictionary) Bencode.decode(made.encoded(), Bencode.Mode.STRICT);
    assertThat(torrent.size()).isEqualTo(1);
    assertThat(torrent.dictionary("info").orElseThrow().size()).isEqualTo(4);
  }

  @ParameterizedTest
  @CsvSource({
    "1, 16384",
    "33554432, 16384",
    "67108864, 32768",
    "4294967296, 2097152",
    "34359738368, 16777216",
    "1099511627776, 16777216",
    "8796093022208, 67108864"
  })
  void a_piece_length_is_chosen_by_size(long bytes, int expected) {
    assertThat(PieceLengths.forTotal(bytes)).isEqualTo(expected);
  }

  @Test
  void the_chosen_piece_length_is_used() throws Exception {
    CreatedTorrent made =
        TorrentBuilder.singleFile(Kind.V1, "f", 40 << 20, source(new byte[40 << 20]))
            .build((done, total) -> {});

    assertThat(made.metainfo().layout().pieceLength()).isEqualTo(32_768);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 8_192, 16_385, 49_152, 536_870_912, -16_384})
  void a_piece_length_that_not_all_kinds_allow_is_refused(int length) {
    TorrentBuilder builder = TorrentBuilder.directory(Kind.V1, "root");

    assertThatIllegalArgumentException().isThrownBy(() -> builder.pieceLength(length));
  }

  @Test
  void progress_is_told_up_to_the_end() throws Exception {
    List<Long> told = new ArrayList<>();

    TorrentBuilder.directory(Kind.HYBRID, "root")
        .file(List.of("a"), 600_000, source(data(1, 600_000)))
        .file(List.of("b"), 0, source(new byte[0]))
        .file(List.of("c"), 100, source(data(2, 100)))
        .build(
            (done, total) -> {
              assertThat(total).isEqualTo(600_100);
              told.add(done);
            });

    assertThat(told).isSorted().doesNotHaveDuplicates().hasSizeGreaterThan(2).endsWith(600_100L);
  }

  @Test
  void a_channel_that_gives_little_at_a_time_is_read_to_the_end() throws Exception {
    byte[] data = data(500, 65_537);
    Random random = new Random(1);

    CreatedTorrent made =
        TorrentBuilder.singleFile(Kind.V1, "f.bin", data.length, () -> trickle(data, random))
            .pieceLength(16_384)
            .build((done, total) -> {});

    assertThat(made.metainfo().infoHashes())
        .hasToString("f6405c3b99b33d866bcbc8eed121963986538da4");
  }

  @Test
  void a_file_that_changed_its_length_is_refused() {
    assertThatIOException()
        .isThrownBy(
            () ->
                TorrentBuilder.singleFile(Kind.V1, "f", 11, source(new byte[10]))
                    .build((done, total) -> {}))
        .withMessage("'f' ended 1 bytes early; it was cut while it was read");
    assertThatIOException()
        .isThrownBy(
            () ->
                TorrentBuilder.singleFile(Kind.V1, "f", 9, source(new byte[10]))
                    .build((done, total) -> {}))
        .withMessage("'f' has more than 9 bytes; it grew while it was read");
  }

  @Test
  void every_channel_is_closed() throws Exception {
    List<ReadableByteChannel> opened = new ArrayList<>();
    Source counted =
        () -> {
          ReadableByteChannel channel = source(new byte[10]).open();
          opened.add(channel);
          return channel;
        };

    TorrentBuilder.directory(Kind.V2, "root")
        .file(List.of("a"), 10, counted)
        .file(List.of("b"), 10, counted)
        .build((done, total) -> {});
    assertThatIOException()
        .isThrownBy(
            () -> TorrentBuilder.singleFile(Kind.V1, "f", 11, counted).build((done, total) -> {}));

    assertThat(opened).hasSize(3).noneMatch(ReadableByteChannel::isOpen);
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void what_nobody_could_use_is_refused_before_any_file_is_opened(Kind kind) {
    assertRefused(Code.BAD_LENGTH, TorrentBuilder.directory(kind, "root"));
    assertRefused(Code.BAD_LENGTH, unread(kind, 0, "a"));
    assertRefused(Code.BAD_PATH, unread(kind, 5, "a", "a"));
    assertRefused(Code.BAD_PATH, unread(kind, 5, "a", "a/b"));
    assertRefused(Code.BAD_PATH, unread(kind, 5, "a", "A"));
    assertRefused(Code.BAD_PATH, unread(kind, 5, ".."));
    assertRefused(Code.BAD_PATH, unread(kind, 5, "CON"));
    assertRefused(Code.BAD_PATH, unread(kind, 5, "x\u202ey"));
    assertRefused(Code.BAD_PATH, unread(kind, 5, "back\\slash"));
    assertRefused(Code.BAD_PATH, unread(kind, 5, "d/".repeat(96) + "f"));
    assertRefused(Code.TOO_LARGE, unread(kind, 1L << 46, "a").pieceLength(16_384));
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void the_deepest_path_that_is_accepted_can_be_read_again(Kind kind) throws Exception {
    List<String> path = new ArrayList<>(Collections.nCopies(96, "d"));

    CreatedTorrent made =
        TorrentBuilder.directory(kind, "root")
            .file(path, 5, source(data(1, 5)))
            .build((done, total) -> {});

    assertThat(made.metainfo().layout().files().get(0).path()).hasSize(97);
  }

  @Test
  void a_torrent_that_nobody_would_read_is_refused_before_any_file_is_opened() {
    assertRefused(Code.TOO_LARGE, unread(Kind.V1, 500_000L * 16_384, "a").pieceLength(16_384));
    assertRefused(Code.TOO_LARGE, unread(Kind.V2, 320_000L * 16_384, "a").pieceLength(16_384));
  }

  @Test
  void nonsense_is_refused_at_once() {
    TorrentBuilder builder = TorrentBuilder.directory(Kind.V1, "root");
    Source none = source(new byte[0]);

    assertThatIllegalArgumentException().isThrownBy(() -> builder.file(List.of("a"), -1, none));
    assertThatIllegalArgumentException().isThrownBy(() -> builder.file(List.of(), 1, none));
    assertThatIllegalArgumentException().isThrownBy(() -> builder.file(List.of("a", ""), 1, none));
    assertThatIllegalStateException()
        .isThrownBy(
            () -> TorrentBuilder.singleFile(Kind.V1, "a", 1, none).file(List.of("b"), 1, none));
  }

  private static TorrentBuilder unread(Kind kind, long length, String... paths) {
    TorrentBuilder builder = TorrentBuilder.directory(kind, "root");
    for (String path : paths) {
      builder.file(
          List.of(path.split("/", -1)),
          length,
          () -> {
            throw new AssertionError("opened");
          });
    }
    return builder;
  }

  private static void assertRefused(Code code, TorrentBuilder builder) {
    assertThatExceptionOfType(MetainfoException.class)
        .isThrownBy(() -> builder.build((done, total) -> {}))
        .extracting(MetainfoException::code)
        .isEqualTo(code);
  }

  /** Files of given lengths, some of them in directories. */
  private static CreatedTorrent directory(Kind kind, int seed, int pieceLength, int... lengths)
      throws IOException, MetainfoException {
    TorrentBuilder builder = TorrentBuilder.directory(kind, "root").pieceLength(pieceLength);
    for (int i = 0; i < lengths.length; i++) {
      List<String> path =
          i % 2 == 0 ? List.of("d" + (9 - i), "f" + i) : List.of("f" + (9 - i) + ".x");
      builder.file(path, lengths[i], source(data(seed + i, lengths[i])));
    }
    return builder.build((done, total) -> {});
  }

  /** What the files of a directory have in a piece. */
  private static byte[] content(Layout layout, int piece, int seed) {
    ByteBuffer content = ByteBuffer.allocate(layout.pieceLength(piece));
    for (Span span : layout.spans(piece, 0, layout.pieceLength(piece))) {
      FileEntry file = layout.files().get(span.fileIndex());
      if (span.pad()) {
        content.put(new byte[span.length()]);
      } else {
        byte[] bytes = data(seed + number(file), (int) file.length());
        content.put(bytes, (int) span.fileOffset(), span.length());
      }
    }
    return content.array();
  }

  private static int number(FileEntry file) {
    String first = file.path().get(1);
    return 9 - (first.charAt(1) - '0');
  }

  private static byte[] leaves(byte[] bytes) throws Exception {
    ByteBuffer leaves = ByteBuffer.allocate((bytes.length + 16_383) / 16_384 * 32);
    for (int at = 0; at < bytes.length; at += 16_384) {
      leaves.put(
          sha("SHA-256", Arrays.copyOfRange(bytes, at, Math.min(bytes.length, at + 16_384))));
    }
    return leaves.array();
  }

  private static byte[] sha(String algorithm, byte[] bytes) throws Exception {
    return MessageDigest.getInstance(algorithm).digest(bytes);
  }

  private static ReadableByteChannel trickle(byte[] data, Random random) {
    ByteBuffer left = ByteBuffer.wrap(data);
    return new ReadableByteChannel() {
      @Override
      public int read(ByteBuffer target) {
        if (!left.hasRemaining()) {
          return -1;
        }
        int part = Math.min(random.nextInt(700), Math.min(left.remaining(), target.remaining()));
        target.put(left.slice(left.position(), part));
        left.position(left.position() + part);
        return part;
      }

      @Override
      public boolean isOpen() {
        return true;
      }

      @Override
      public void close() {}
    };
  }
}
