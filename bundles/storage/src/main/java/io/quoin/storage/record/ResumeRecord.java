package io.quoin.storage.record;

import io.quoin.api.storage.FileStamp;
import io.quoin.api.torrent.TorrentId;
import io.quoin.metainfo.BDictionary;
import io.quoin.metainfo.BInteger;
import io.quoin.metainfo.BList;
import io.quoin.metainfo.BString;
import io.quoin.metainfo.BValue;
import io.quoin.metainfo.Bencode;
import io.quoin.metainfo.BencodeException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;

/**
 * What is known of a torrent's data: a bencoded dictionary.
 *
 * <pre>
 * clean     1 if the torrent was closed after this was written, else 0
 * files     for each file a list of length and modification time (ms), an empty one if it is not
 *           there; nothing at all in a record that is not clean
 * id        20 bytes, the torrent's id
 * pieces    a bit for each piece that is verified, written and synced, as in a bitfield message
 * version   1
 * </pre>
 *
 * @param id the torrent
 * @param clean whether nothing was written after it
 * @param files lengths and times in the order of the torrent, nothing for files that are not there;
 *     empty if not clean
 * @param pieces how many the torrent has
 * @param verified those that are verified, written and synced
 */
public record ResumeRecord(
    TorrentId id, boolean clean, List<Optional<FileStamp>> files, int pieces, BitSet verified) {

  private static final int VERSION = 1;

  /** A record of 2 million pieces and files stays below this. */
  private static final Bencode.Limits LIMITS = new Bencode.Limits(4, 10_000_000, 128 << 20);

  /** Copies what it is given. */
  public ResumeRecord {
    files = List.copyOf(files);
    verified = (BitSet) verified.clone();
  }

  @Override
  public BitSet verified() {
    return (BitSet) verified.clone();
  }

  /**
   * Its bytes on disk.
   *
   * @return bencoded
   */
  public byte[] encode() {
    List<BValue> stamps = new ArrayList<>(files.size());
    for (Optional<FileStamp> file : files) {
      stamps.add(
          BList.of(
              file.map(
                      stamp ->
                          List.<BValue>of(
                              BInteger.of(stamp.length()), BInteger.of(stamp.modified())))
                  .orElse(List.of())));
    }
    return Bencode.encode(
        BDictionary.builder()
            .put("clean", clean ? 1 : 0)
            .put("files", BList.of(stamps))
            .put("id", id.hash().toByteArray())
            .put("pieces", bitfield())
            .put("version", VERSION)
            .build());
  }

  /**
   * Reads a record.
   *
   * @param bytes as on disk
   * @param id of the torrent it should be about
   * @param files how many the torrent has
   * @param pieces how many the torrent has
   * @return nothing if it is damaged or about another torrent
   */
  public static Optional<ResumeRecord> decode(byte[] bytes, TorrentId id, int files, int pieces) {
    try {
      return Bencode.decode(bytes, Bencode.Mode.STRICT, LIMITS) instanceof BDictionary dictionary
          ? decode(dictionary, id, files, pieces)
          : Optional.empty();
    } catch (BencodeException damaged) {
      return Optional.empty();
    }
  }

  private static Optional<ResumeRecord> decode(
      BDictionary dictionary, TorrentId id, int files, int pieces) {
    Optional<BString> named = dictionary.string("id");
    Optional<BString> bits = dictionary.string("pieces");
    Optional<BList> stamps = dictionary.list("files");
    boolean clean = dictionary.integer("clean").orElse(0) == 1;
    int expected = clean ? files : 0;
    boolean fits =
        dictionary.integer("version").orElse(0) == VERSION
            && named.filter(found -> found.equals(BString.of(id.hash().toByteArray()))).isPresent()
            && bits.filter(found -> found.length() == (pieces + 7) / 8).isPresent()
            && stamps.filter(found -> found.values().size() == expected).isPresent();
    if (!fits) {
      return Optional.empty();
    }
    List<Optional<FileStamp>> found = new ArrayList<>(files);
    stamps.get().forEach(stamp -> found.add(stamp(stamp)));
    return Optional.of(
        new ResumeRecord(id, clean, found, pieces, bits(bits.get().toByteArray(), pieces)));
  }

  private static Optional<FileStamp> stamp(BValue value) {
    return value instanceof BList list
            && list.values().size() == 2
            && list.values().get(0) instanceof BInteger length
            && list.values().get(1) instanceof BInteger modified
        ? Optional.of(new FileStamp(length.value(), modified.value()))
        : Optional.empty();
  }

  private byte[] bitfield() {
    byte[] bits = new byte[(pieces + 7) / 8];
    for (int i = verified.nextSetBit(0); i >= 0; i = verified.nextSetBit(i + 1)) {
      bits[i >> 3] |= (byte) (0x80 >> (i & 7));
    }
    return bits;
  }

  private static BitSet bits(byte[] field, int pieces) {
    BitSet bits = new BitSet(pieces);
    for (int i = 0; i < pieces; i++) {
      if ((field[i >> 3] & (0x80 >> (i & 7))) != 0) {
        bits.set(i);
      }
    }
    return bits;
  }
}
