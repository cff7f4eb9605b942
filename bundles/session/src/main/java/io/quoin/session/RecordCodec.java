package io.quoin.session;

import io.quoin.api.session.AddTorrent;
import io.quoin.api.session.SeedSettings;
import io.quoin.api.session.StopRule;
import io.quoin.api.session.TorrentSettings;
import io.quoin.api.session.TransferSettings;
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
import java.util.BitSet;
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
            .put("settings", TorrentSettingsCodec.encode(wish.settings()))
            .put("peers", AddressCodec.encode(wish.peers()))
            .put(
                "excluded",
                BList.of(wish.excludedSources().stream().sorted().map(BString::of).toList()))
            .put("history", history(record.history()));
    record.standing().ifPresent(standing -> out.put("standing", standing(standing)));
    record.movingTo().ifPresent(place -> out.put("moving to", place.toString()));
    if (!record.verified().isEmpty()) {
      out.put("verified", BString.of(record.verified().toByteArray()));
    }
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
            AddressCodec.decode(in.list("peers").orElse(BList.of())),
            excluded(in),
            settings(in));
    return new TorrentRecord(
        wish,
        history(dictionary(in, "history")),
        standing(in),
        in.string("verified").map(bits -> BitSet.valueOf(bits.toByteArray())).orElse(new BitSet()),
        in.string("moving to").map(place -> Path.of(place.toString())));
  }

  private static TorrentSettings settings(BDictionary in) throws RecordException {
    Optional<BDictionary> settings = in.dictionary("settings");
    return settings.isPresent()
        ? TorrentSettingsCodec.decode(new Fields(settings.get()))
        : earlier(in);
  }

  /** As it was before there were more settings than limits and a rule. */
  private static TorrentSettings earlier(BDictionary in) throws RecordException {
    return TorrentSettings.DEFAULT
        .withTransfer(TransferSettings.of(limits(dictionary(in, "limits"))))
        .withSeeding(SeedSettings.of(stopRule(in)));
  }

  private static Limits limits(BDictionary in) throws RecordException {
    return new Limits(
        integer(in, "download"),
        integer(in, "upload"),
        (int) integer(in, "connections"),
        (int) integer(in, "slots"));
  }

  private static BDictionary standing(Standing standing) {
    return BDictionary.builder()
        .put("number", standing.number())
        .put("rank", standing.rank())
        .build();
  }

  private static Optional<Standing> standing(BDictionary in) throws RecordException {
    Optional<BDictionary> found = in.dictionary("standing");
    return found.isPresent()
        ? Optional.of(
            new Standing(new Fields(found.get()).number("number"), integer(found.get(), "rank")))
        : Optional.empty();
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
            .put("verified pieces", history.extent().verifiedPieces())
            .put("wanted", history.extent().wantedBytes())
            .put("missing", history.extent().missingBytes())
            .put("changed", history.activity().changed().toEpochMilli())
            .put("seconds downloading", history.activity().downloading())
            .put("seconds seeding", history.activity().seeding());
    history.activity().active().ifPresent(time -> out.put("active", time.toEpochMilli()));
    history.completed().ifPresent(time -> out.put("completed", time.toEpochMilli()));
    return out.build();
  }

  private static History history(BDictionary in) throws RecordException {
    Instant added = Instant.ofEpochMilli(integer(in, "added"));
    return new History(
        added,
        moment(in, "completed"),
        new Totals(integer(in, "received"), integer(in, "wasted"), integer(in, "sent")),
        extent(in),
        new Activity(
            moment(in, "changed").orElse(added),
            Optional.empty(),
            moment(in, "active"),
            in.integer("seconds downloading").orElse(0),
            in.integer("seconds seeding").orElse(0)));
  }

  private static Extent extent(BDictionary in) throws RecordException {
    long total = integer(in, "total");
    long verified = integer(in, "verified");
    return new Extent(
        total,
        verified,
        in.integer("wanted").orElse(total),
        in.integer("missing").orElse(total - verified),
        (int) integer(in, "pieces"),
        (int) integer(in, "verified pieces"));
  }

  private static Optional<Instant> moment(BDictionary in, String key) {
    OptionalLong time = in.integer(key);
    return time.isPresent()
        ? Optional.of(Instant.ofEpochMilli(time.getAsLong()))
        : Optional.empty();
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
