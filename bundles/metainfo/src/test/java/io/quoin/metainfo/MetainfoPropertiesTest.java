package io.quoin.metainfo;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.quoin.metainfo.SafeNames.Target;
import java.io.IOException;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.constraints.StringLength;

class MetainfoPropertiesTest {

  private static final List<byte[]> TORRENTS = List.of(v1(), v2(), hybrid());

  @Property(seed = "31", tries = 20_000)
  void a_torrent_with_changed_bytes_is_read_or_refused(@ForAll Random random) {
    byte[] torrent = TORRENTS.get(random.nextInt(TORRENTS.size())).clone();
    for (int i = random.nextInt(4); i >= 0; i--) {
      torrent[random.nextInt(torrent.length)] = mutation(random);
    }

    assertReadOrRefused(torrent);
  }

  @Property(seed = "32", tries = 5000)
  void a_torrent_of_pieces_of_torrents_is_read_or_refused(@ForAll Random random) {
    byte[] head = TORRENTS.get(random.nextInt(TORRENTS.size()));
    byte[] tail = TORRENTS.get(random.nextInt(TORRENTS.size()));
    int cut = random.nextInt(head.length);
    int from = random.nextInt(tail.length);
    byte[] torrent = Arrays.copyOf(head, cut + tail.length - from);
    System.arraycopy(tail, from, torrent, cut, tail.length - from);

    assertReadOrRefused(torrent);
  }

  @Property(seed = "33", tries = 5000)
  void a_name_made_safe_is_safe_and_stays_as_it_is(
      @ForAll @StringLength(max = 300) String raw, @ForAll Target target) {
    String safe = SafeNames.element(raw, target);

    assertThat(safe.getBytes(UTF_8).length).isLessThanOrEqualTo(SafeNames.MAX_BYTES);
    assertThat(safe).isNotIn(".", "..").doesNotContain("/", "\\", "\0", "\u202e", "\u200b");
    assertThat(SafeNames.element(safe, target)).isEqualTo(safe);
  }

  @Property(seed = "34")
  void no_two_files_have_the_same_path(
      @ForAll @Size(min = 1, max = 20)
          List<@Size(min = 1, max = 3) List<@IntRange(max = 5) Integer>> paths)
      throws MetainfoException {
    String[] names = {"a", "A", "..", "b/", "a.1", ""};
    BDictionary[] files =
        paths.stream()
            .map(path -> path.stream().map(i -> names[i]).toArray(String[]::new))
            .map(path -> Torrents.file(1, path))
            .toArray(BDictionary[]::new);

    Metainfo torrent = Torrents.parseInfo(Torrents.filesInfo(files));

    Set<String> seen = new HashSet<>();
    for (FileEntry file : torrent.layout().files()) {
      assertThat(seen.add(String.join("/", file.path()).toLowerCase(Locale.ROOT))).isTrue();
    }
    for (FileEntry file : torrent.layout().files()) {
      String below = String.join("/", file.path()).toLowerCase(Locale.ROOT) + "/";
      assertThat(seen).noneMatch(path -> path.startsWith(below));
    }
  }

  private static void assertReadOrRefused(byte[] torrent) {
    try {
      Metainfo read = Metainfo.parse(torrent, Target.POSIX);
      assertThat(read.layout().pieceCount()).isBetween(1, Layout.MAX_PIECES);
      int last = read.layout().pieceCount() - 1;
      assertThat(read.layout().spans(last, 0, read.layout().pieceLength(last))).isNotEmpty();
    } catch (MetainfoException refused) {
      assertThat(refused.code()).isNotNull();
      assertThat(refused).hasMessageNotContaining("\u001b");
    }
  }

  private static byte mutation(Random random) {
    return random.nextBoolean()
        ? (byte) random.nextInt()
        : (byte) "0123456789delixph-".charAt(random.nextInt(18));
  }

  private static byte[] v1() {
    return Bencode.encode(
        Torrents.torrent(
                Torrents.filesInfo(
                    Torrents.file(20_000, "a", "b"),
                    Torrents.pad(5),
                    Torrents.link(List.of("l"), "a", "b"),
                    Torrents.file(0, "c")))
            .put("announce", "http://a.example/")
            .put("url-list", Torrents.path("http://b.example/"))
            .put("creation date", 5)
            .build());
  }

  private static byte[] v2() {
    return made(TorrentBuilder.Kind.V2);
  }

  private static byte[] hybrid() {
    return made(TorrentBuilder.Kind.HYBRID);
  }

  private static byte[] made(TorrentBuilder.Kind kind) {
    try {
      return TorrentBuilder.directory(kind, "root")
          .file(List.of("a", "b"), 40_000, Torrents.source(Torrents.data(1, 40_000)))
          .file(List.of("c"), 7, Torrents.source(Torrents.data(2, 7)))
          .pieceLength(16_384)
          .build((done, total) -> {})
          .encoded();
    } catch (IOException | MetainfoException impossible) {
      throw new AssertionError(impossible);
    }
  }
}
