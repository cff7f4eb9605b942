package io.quoin.session;

import io.quoin.api.session.AddTorrent;
import io.quoin.api.session.StopRule;
import io.quoin.api.torrent.Limits;
import io.quoin.metainfo.BDictionary;
import io.quoin.metainfo.BList;
import io.quoin.metainfo.BString;
import io.quoin.metainfo.BValue;
import io.quoin.metainfo.Bencode;
import io.quoin.metainfo.BencodeException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Set;

/**
 * A torrent of the register as a bencoded file. Times are milliseconds since the epoch; what is
 * absent is not wanted or not known; the ratio is a decimal number's text.
 */
final class RecordCodec {

  private static final int FORMAT = 1;
  private static final Bencode.Limits LIMITS =
      new Bencode.Limits(20, 3_000_000, RegisterFolder.LARGEST);

  private RecordCodec() {}

  static byte[] encode(TorrentRecord record) {
    AddTorrent wish = record.wish();
    BDictionary.Builder out =
        BDictionary.builder()
            .put("format", FORMAT)
            .put("source", SourceCodec.encode(wish.source()))
            .put("directory", wish.directory().toAbsolutePath().toString())
            .put("provider", wish.provider())
            .put("check", wish.check().name())
            .put("paused", wish.paused() ? 1 : 0)
            .put("limits", limits(wish.limits()))
            .put("peers", AddressCodec.encode(wish.peers()))
            .put(
                "excluded",
                BList.of(wish.excludedSources().stream().sorted().map(BString::of).toList()))
            .put("history", history(record.history()));
    wish.stopRule().ratio().ifPresent(ratio -> out.put("ratio", Double.toString(ratio)));
    wish.stopRule().seeding().ifPresent(time -> out.put("seeding", time.toMillis()));
    return Bencode.encode(out.build());
  }

  static TorrentRecord decode(byte[] bytes) throws RecordException {
    try {
      if (Bencode.decode(bytes, Bencode.Mode.STRICT, LIMITS) instanceof BDictionary in) {
        return decode(in);
      }
      throw new RecordException("it is no dictionary");
    } catch (BencodeException malformed) {
      throw new RecordException("it is not bencoded: " + malformed.getMessage(), malformed);
    } catch (IllegalArgumentException malformed) {
      throw new RecordException("a value is out of range: " + malformed.getMessage(), malformed);
    }
  }

  private static TorrentRecord decode(BDictionary in) throws RecordException {
    if (integer(in, "format") != FORMAT) {
      throw new RecordException("it is of another version of the program");
    }
    AddTorrent wish =
        new AddTorrent(
            SourceCodec.decode(dictionary(in, "source")),
            Path.of(text(in, "directory")),
            text(in, "provider"),
            AddTorrent.Check.valueOf(text(in, "check")),
            integer(in, "paused") != 0,
            limits(dictionary(in, "limits")),
            AddressCodec.decode(in.list("peers").orElse(BList.of())),
            excluded(in),
            stopRule(in));
    return new TorrentRecord(wish, history(dictionary(in, "history")));
  }

  private static BDictionary limits(Limits limits) {
    return BDictionary.builder()
        .put("download", limits.downloadRate())
        .put("upload", limits.uploadRate())
        .put("connections", limits.connections())
        .put("slots", limits.uploadSlots())
        .build();
  }

  private static Limits limits(BDictionary in) throws RecordException {
    return new Limits(
        integer(in, "download"),
        integer(in, "upload"),
        (int) integer(in, "connections"),
        (int) integer(in, "slots"));
  }

  private static BDictionary history(History history) {
    BDictionary.Builder out =
        BDictionary.builder()
            .put("added", history.added().toEpochMilli())
            .put("received", history.totals().received())
            .put("wasted", history.totals().wasted())
            .put("sent", history.totals().sent())
            .put("total", history.extent().totalBytes())
            .put("verified", history.extent().verifiedBytes())
            .put("pieces", history.extent().pieces())
            .put("verified pieces", history.extent().verifiedPieces());
    history.completed().ifPresent(time -> out.put("completed", time.toEpochMilli()));
    return out.build();
  }

  private static History history(BDictionary in) throws RecordException {
    OptionalLong completed = in.integer("completed");
    return new History(
        Instant.ofEpochMilli(integer(in, "added")),
        completed.isPresent()
            ? Optional.of(Instant.ofEpochMilli(completed.getAsLong()))
            : Optional.empty(),
        new Totals(integer(in, "received"), integer(in, "wasted"), integer(in, "sent")),
        new Extent(
            integer(in, "total"),
            integer(in, "verified"),
            (int) integer(in, "pieces"),
            (int) integer(in, "verified pieces")));
  }

  private static StopRule stopRule(BDictionary in) {
    Optional<BString> ratio = in.string("ratio");
    OptionalLong seeding = in.integer("seeding");
    return new StopRule(
        ratio.isPresent()
            ? OptionalDouble.of(Double.parseDouble(ratio.get().toString()))
            : OptionalDouble.empty(),
        seeding.isPresent()
            ? Optional.of(Duration.ofMillis(seeding.getAsLong()))
            : Optional.empty());
  }

  private static Set<String> excluded(BDictionary in) {
    Set<String> names = new HashSet<>();
    for (BValue name : in.list("excluded").orElse(BList.of())) {
      names.add(name instanceof BString text ? text.toString() : "");
    }
    return names;
  }

  private static long integer(BDictionary in, String key) throws RecordException {
    return in.integer(key).orElseThrow(() -> missing(key));
  }

  private static String text(BDictionary in, String key) throws RecordException {
    return in.string(key).orElseThrow(() -> missing(key)).toString();
  }

  private static BDictionary dictionary(BDictionary in, String key) throws RecordException {
    return in.dictionary(key).orElseThrow(() -> missing(key));
  }

  private static RecordException missing(String key) {
    return new RecordException("'" + key + "' is missing");
  }
}
