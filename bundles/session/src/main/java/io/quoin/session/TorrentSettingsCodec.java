package io.quoin.session;

import io.quoin.api.session.SeedSettings;
import io.quoin.api.session.TorrentSettings;
import io.quoin.api.session.TransferSettings;
import io.quoin.api.torrent.Priority;
import io.quoin.api.torrent.Selection;
import io.quoin.metainfo.BDictionary;
import io.quoin.metainfo.BInteger;
import io.quoin.metainfo.BList;
import io.quoin.metainfo.BString;
import io.quoin.metainfo.BValue;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;

/**
 * What may be changed of a torrent, in its file. Times are milliseconds; what is absent is not
 * wanted; the ratio is a decimal number's text.
 */
final class TorrentSettingsCodec {

  private TorrentSettingsCodec() {}

  static BDictionary encode(TorrentSettings settings) {
    BDictionary.Builder out =
        BDictionary.builder()
            .put("transfer", transfer(settings.transfer()))
            .put("selection", selection(settings.selection()))
            .put("seeding", seeding(settings.seeding()))
            .put("labels", BList.of(settings.labels().stream().map(BString::of).toList()));
    settings.trackers().ifPresent(tiers -> out.put("trackers", SourceCodec.tiers(tiers)));
    return out.build();
  }

  static TorrentSettings decode(Fields in) throws RecordException {
    List<String> labels = new ArrayList<>();
    for (BValue label : in.in().list("labels").orElse(BList.of())) {
      labels.add(label.toString());
    }
    return new TorrentSettings(
        transfer(in.dictionary("transfer")),
        selection(in.dictionary("selection")),
        seeding(in.dictionary("seeding")),
        labels,
        in.in().list("trackers").map(SourceCodec::tiers));
  }

  private static BDictionary transfer(TransferSettings transfer) {
    return BDictionary.builder()
        .put("download", SettingsCodec.speed(transfer.download()))
        .put("upload", SettingsCodec.speed(transfer.upload()))
        .put("connections", transfer.connections())
        .put("slots", transfer.uploadSlots())
        .put("priority", transfer.priority().name())
        .build();
  }

  private static TransferSettings transfer(Fields in) throws RecordException {
    return new TransferSettings(
        SettingsCodec.speed(in.dictionary("download")),
        SettingsCodec.speed(in.dictionary("upload")),
        in.number("connections"),
        in.number("slots"),
        Priority.valueOf(in.text("priority")));
  }

  private static BDictionary selection(Selection selection) {
    BDictionary.Builder out =
        BDictionary.builder()
            .put("unwanted", numbers(selection.unwanted()))
            .put("high", numbers(files(selection, Priority.HIGH)))
            .put("low", numbers(files(selection, Priority.LOW)));
    selection.sequentialFrom().ifPresent(piece -> out.put("sequential from", piece));
    return out.build();
  }

  private static Set<Integer> files(Selection selection, Priority priority) {
    Set<Integer> files = new HashSet<>(selection.priorities().keySet());
    files.removeIf(file -> selection.priority(file) != priority);
    return files;
  }

  private static BList numbers(Set<Integer> numbers) {
    return BList.of(numbers.stream().sorted().map(BInteger::of).toList());
  }

  private static Selection selection(Fields in) {
    Map<Integer, Priority> priorities = new HashMap<>();
    numbers(in, "high").forEach(file -> priorities.put(file, Priority.HIGH));
    numbers(in, "low").forEach(file -> priorities.put(file, Priority.LOW));
    OptionalLong from = in.in().integer("sequential from");
    return new Selection(
        numbers(in, "unwanted"),
        priorities,
        from.isPresent() ? OptionalInt.of((int) from.getAsLong()) : OptionalInt.empty());
  }

  private static Set<Integer> numbers(Fields in, String key) {
    Set<Integer> numbers = new HashSet<>();
    for (BValue number : in.in().list(key).orElse(BList.of())) {
      if (number instanceof BInteger integer) {
        numbers.add((int) integer.value());
      }
    }
    return numbers;
  }

  private static BDictionary seeding(SeedSettings seeding) {
    BDictionary.Builder out =
        BDictionary.builder()
            .put("ratio rule", seeding.ratioRule().name())
            .put("ratio", Double.toString(seeding.ratio()))
            .put("idle rule", seeding.idleRule().name())
            .put("idle", seeding.idle().toMillis());
    seeding.seeding().ifPresent(time -> out.put("seeding", time.toMillis()));
    return out.build();
  }

  private static SeedSettings seeding(Fields in) throws RecordException {
    OptionalLong seeding = in.in().integer("seeding");
    return new SeedSettings(
        SeedSettings.Whose.valueOf(in.text("ratio rule")),
        Double.parseDouble(in.text("ratio")),
        SeedSettings.Whose.valueOf(in.text("idle rule")),
        Duration.ofMillis(in.integer("idle")),
        seeding.isPresent()
            ? Optional.of(Duration.ofMillis(seeding.getAsLong()))
            : Optional.empty());
  }
}
