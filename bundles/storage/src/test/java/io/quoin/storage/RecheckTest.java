package io.quoin.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quoin.api.storage.StorageException;
import io.quoin.metainfo.Metainfo;
import io.quoin.metainfo.TorrentBuilder.Kind;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RecheckTest {

  private final byte[] content = Torrents.bytes(1, 5_000_000);
  @TempDir private Path directory;

  @ParameterizedTest
  @CsvSource({"V1,16384", "V1,4194304", "V2,16384", "V2,1048576", "HYBRID,262144"})
  void wrong_pieces_are_told_from_right_ones(Kind kind, int pieceLength) throws Exception {
    Metainfo metainfo = Torrents.single(kind, pieceLength, content);
    byte[] damaged = content.clone();
    damaged[4_500_000] ^= 1;
    Files.write(directory.resolve("data.bin"), damaged);
    List<Integer> progress = new ArrayList<>();

    Recheck.Result result =
        Recheck.run(metainfo, directory, 2, (piece, right, done) -> progress.add(done));

    int pieces = metainfo.layout().pieceCount();
    assertThat(result.right().cardinality()).isEqualTo(pieces - 1);
    assertThat(result.right().nextClearBit(0)).isEqualTo(4_500_000 / pieceLength);
    assertThat(result.missing().isEmpty()).isTrue();
    assertThat(result.complete()).isFalse();
    assertThat(progress).hasSize(pieces).isSorted().endsWith(pieces);
  }

  @Test
  void right_data_is_complete() throws Exception {
    Metainfo metainfo = Torrents.single(Kind.HYBRID, 1 << 18, content);
    Files.write(directory.resolve("data.bin"), content);

    assertThat(Recheck.run(metainfo, directory, 3, (p, right, done) -> {}).complete()).isTrue();
  }

  @Test
  void what_is_not_there_is_missing_and_not_read() throws Exception {
    Metainfo metainfo = Torrents.single(Kind.V1, 1 << 20, content);
    Files.write(directory.resolve("data.bin"), Arrays.copyOf(content, 2_500_000));

    Recheck.Result result = Recheck.run(metainfo, directory, 1, (p, right, done) -> {});

    assertThat(result.right().stream()).containsExactly(0, 1);
    assertThat(result.missing().stream()).containsExactly(2, 3, 4);
  }

  @Test
  void nothing_at_all_is_all_missing() throws Exception {
    Metainfo metainfo = Torrents.single(Kind.V1, 1 << 20, content);

    Recheck.Result result =
        Recheck.run(metainfo, directory.resolve("nowhere"), 2, (p, right, done) -> {});

    assertThat(result.missing().cardinality()).isEqualTo(5);
    assertThat(directory.resolve("nowhere")).doesNotExist();
  }

  @Test
  void many_small_files_and_more_than_may_be_open_are_checked() throws Exception {
    Map<List<String>, byte[]> files = new LinkedHashMap<>();
    for (int i = 0; i < 300; i++) {
      files.put(List.of("d" + i % 7, "f" + i), Torrents.bytes(i, 1 + i * 37));
    }
    Metainfo metainfo = Torrents.packed(20_000, files);
    for (Map.Entry<List<String>, byte[]> file : files.entrySet()) {
      Path path = directory.resolve("many").resolve(String.join("/", file.getKey()));
      Files.createDirectories(path.getParent());
      Files.write(path, file.getValue());
    }

    assertThat(Recheck.run(metainfo, directory, 2, (p, right, done) -> {}).complete()).isTrue();
  }

  @Test
  void a_file_that_cannot_be_read_is_named() throws Exception {
    Metainfo metainfo = Torrents.single(Kind.V1, 1 << 20, content);
    Files.createDirectories(directory.resolve("data.bin"));

    assertThatThrownBy(() -> Recheck.run(metainfo, directory, 2, (p, right, done) -> {}))
        .isInstanceOf(StorageException.class)
        .hasMessageContaining("data.bin");
  }
}
