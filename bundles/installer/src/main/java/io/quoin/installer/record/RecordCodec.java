package io.quoin.installer.record;

import io.quoin.api.plugin.PluginBundle;
import io.quoin.api.plugin.PluginCapability;
import io.quoin.api.plugin.PluginOrigin;
import io.quoin.api.plugin.PluginSigner;
import io.quoin.metainfo.BDictionary;
import io.quoin.metainfo.BList;
import io.quoin.metainfo.BString;
import io.quoin.metainfo.BValue;
import io.quoin.metainfo.Bencode;
import io.quoin.metainfo.BencodeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** The record as a bencoded dictionary. Times are milliseconds since the epoch. */
final class RecordCodec {

  static final int LARGEST = 8 << 20;

  private static final int FORMAT = 1;
  private static final Bencode.Limits LIMITS = new Bencode.Limits(10, 1_000_000, LARGEST);

  private RecordCodec() {}

  static byte[] encode(Remembered remembered) {
    return Bencode.encode(
        BDictionary.builder()
            .put("format", FORMAT)
            .put(
                "plugins",
                BList.of(remembered.plugins().stream().map(RecordCodec::encode).toList()))
            .put(
                "removed",
                BList.of(remembered.removed().stream().sorted().map(BString::of).toList()))
            .build());
  }

  private static BDictionary encode(PluginRecord plugin) {
    BDictionary.Builder out =
        BDictionary.builder()
            .put("id", plugin.id())
            .put("version", plugin.version())
            .put("generation", plugin.generation())
            .put("origin", plugin.origin().name().toLowerCase(Locale.ROOT))
            .put("range", plugin.range())
            .put("enabled", plugin.enabled() ? 1 : 0)
            .put("quarantine", plugin.quarantine())
            .put("installed", plugin.installed().toEpochMilli())
            .put("bundles", BList.of(plugin.bundles().stream().map(RecordCodec::encode).toList()))
            .put(
                "capabilities",
                BList.of(plugin.capabilities().stream().map(RecordCodec::encode).toList()));
    plugin.signer().ifPresent(signer -> out.put("signer", encode(signer)));
    return out.build();
  }

  private static BDictionary encode(PluginBundle bundle) {
    return BDictionary.builder()
        .put("name", bundle.name())
        .put("version", bundle.version())
        .put("digest", bundle.digest())
        .build();
  }

  private static BDictionary encode(PluginCapability capability) {
    return BDictionary.builder()
        .put("kind", capability.kind().name().toLowerCase(Locale.ROOT))
        .put("name", capability.name())
        .put("reason", capability.reason())
        .build();
  }

  private static BDictionary encode(PluginSigner signer) {
    return BDictionary.builder()
        .put("fingerprint", signer.fingerprint())
        .put("name", signer.name())
        .put("until", signer.until().toEpochMilli())
        .build();
  }

  static Remembered decode(byte[] bytes) throws RecordException {
    try {
      if (!(Bencode.decode(bytes, Bencode.Mode.STRICT, LIMITS) instanceof BDictionary in)) {
        throw new RecordException("it is no dictionary");
      }
      if (integer(in, "format") != FORMAT) {
        throw new RecordException("it is of another version of the program");
      }
      List<PluginRecord> plugins = new ArrayList<>();
      for (BDictionary plugin : dictionaries(in, "plugins")) {
        plugins.add(plugin(plugin));
      }
      return new Remembered(plugins, texts(in, "removed"));
    } catch (BencodeException malformed) {
      throw new RecordException("it is not bencoded: " + malformed.getMessage(), malformed);
    } catch (IllegalArgumentException malformed) {
      throw new RecordException("a value is out of range: " + malformed.getMessage(), malformed);
    }
  }

  private static PluginRecord plugin(BDictionary in) throws RecordException {
    List<PluginBundle> bundles = new ArrayList<>();
    for (BDictionary bundle : dictionaries(in, "bundles")) {
      bundles.add(
          new PluginBundle(
              text(bundle, "name"),
              text(bundle, "version"),
              BundleStore.digest(text(bundle, "digest"))));
    }
    List<PluginCapability> capabilities = new ArrayList<>();
    for (BDictionary capability : dictionaries(in, "capabilities")) {
      capabilities.add(
          new PluginCapability(
              PluginCapability.Kind.valueOf(text(capability, "kind").toUpperCase(Locale.ROOT)),
              text(capability, "name"),
              text(capability, "reason")));
    }
    Optional<BDictionary> signer = in.dictionary("signer");
    return new PluginRecord(
        text(in, "id"),
        text(in, "version"),
        integer(in, "generation"),
        PluginOrigin.valueOf(text(in, "origin").toUpperCase(Locale.ROOT)),
        text(in, "range"),
        integer(in, "enabled") != 0,
        text(in, "quarantine"),
        bundles,
        capabilities,
        signer.isPresent() ? Optional.of(signer(signer.get())) : Optional.empty(),
        Instant.ofEpochMilli(integer(in, "installed")));
  }

  private static PluginSigner signer(BDictionary in) throws RecordException {
    return new PluginSigner(
        text(in, "fingerprint"), text(in, "name"), Instant.ofEpochMilli(integer(in, "until")));
  }

  private static List<BDictionary> dictionaries(BDictionary in, String key) throws RecordException {
    List<BDictionary> all = new ArrayList<>();
    for (BValue value : in.list(key).orElseThrow(() -> missing(key))) {
      if (!(value instanceof BDictionary one)) {
        throw new RecordException("'" + key + "' has something that is no dictionary");
      }
      all.add(one);
    }
    return all;
  }

  private static Set<String> texts(BDictionary in, String key) throws RecordException {
    Set<String> all = new HashSet<>();
    for (BValue value : in.list(key).orElseThrow(() -> missing(key))) {
      if (!(value instanceof BString text) || text.text().isEmpty()) {
        throw new RecordException("'" + key + "' has something that is no text");
      }
      all.add(text.text().get());
    }
    return all;
  }

  private static long integer(BDictionary in, String key) throws RecordException {
    return in.integer(key).orElseThrow(() -> missing(key));
  }

  private static String text(BDictionary in, String key) throws RecordException {
    return in.string(key).flatMap(value -> value.text()).orElseThrow(() -> missing(key));
  }

  private static RecordException missing(String key) {
    return new RecordException("'" + key + "' is missing");
  }
}
