package io.quoin.storage.record;

import static org.assertj.core.api.Assertions.assertThat;

import io.quoin.api.storage.FileStamp;
import io.quoin.api.torrent.TorrentId;
import io.quoin.metainfo.InfoHash;
import io.quoin.storage.Torrents;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ResumeRecordTest {

  private static final TorrentId ID = new TorrentId(InfoHash.of(Torrents.bytes(1, 20)));
  private static final List<Optional<FileStamp>> FILES =
      List.of(Optional.of(new FileStamp(1L << 40, 1_700_000_000_123L)), Optional.empty());

  @Test
  void what_was_written_is_read() {
    ResumeRecord record = new ResumeRecord(ID, true, FILES, 11, pieces(0, 7, 8, 10));

    assertThat(ResumeRecord.decode(record.encode(), ID, 2, 11)).contains(record);
  }

  @Test
  void a_record_that_is_not_clean_knows_no_files() {
    ResumeRecord record = new ResumeRecord(ID, false, List.of(), 11, pieces(3));

    assertThat(ResumeRecord.decode(record.encode(), ID, 2, 11)).contains(record);
  }

  @Test
  void a_record_about_something_else_is_nothing() {
    byte[] bytes = new ResumeRecord(ID, true, FILES, 11, pieces(1)).encode();
    TorrentId other = new TorrentId(InfoHash.of(Torrents.bytes(2, 20)));

    assertThat(ResumeRecord.decode(bytes, other, 2, 11)).isEmpty();
    assertThat(ResumeRecord.decode(bytes, ID, 3, 11)).isEmpty();
    assertThat(ResumeRecord.decode(bytes, ID, 2, 99)).isEmpty();
  }

  @Test
  void damaged_records_are_nothing_or_lists_of_pieces_that_exist() {
    byte[] bytes = new ResumeRecord(ID, true, FILES, 11, pieces(1, 2)).encode();
    Random random = new Random(5);
    for (int i = 0; i < 2000; i++) {
      byte[] damaged = bytes.clone();
      damaged[random.nextInt(damaged.length)] = (byte) random.nextInt();
      damaged = Arrays.copyOf(damaged, random.nextInt(4) == 0 ? i % bytes.length : bytes.length);

      Optional<ResumeRecord> read = ResumeRecord.decode(damaged, ID, 2, 11);

      assertThat(read.map(record -> record.verified().length()).orElse(0)).isLessThanOrEqualTo(11);
    }
  }

  private static BitSet pieces(int... indices) {
    BitSet pieces = new BitSet();
    for (int index : indices) {
      pieces.set(index);
    }
    return pieces;
  }
}
