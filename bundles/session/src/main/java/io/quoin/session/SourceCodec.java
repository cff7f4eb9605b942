package io.quoin.session;

import io.quoin.api.torrent.TorrentSource;
import io.quoin.metainfo.BDictionary;
import io.quoin.metainfo.BInteger;
import io.quoin.metainfo.BList;
import io.quoin.metainfo.BString;
import io.quoin.metainfo.BValue;
import io.quoin.metainfo.FileEntry;
import io.quoin.metainfo.Magnet;
import io.quoin.metainfo.Metainfo;
import io.quoin.metainfo.MetainfoException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a torrent is started from, in a file: the magnet's text, or the info dictionary as a string
 * of its raw bytes, because the info-hash is theirs and a re-encoding may differ.
 *
 * <pre>
 * magnet              the link
 * info                raw bytes
 * trackers            list of tiers, lists of URLs
 * web seeds           list of URLs
 * layers              list of [file index, piece layer] (BEP 52)
 * </pre>
 */
final class SourceCodec {

  private SourceCodec() {}

  static BDictionary encode(TorrentSource source) {
    BDictionary.Builder out = BDictionary.builder();
    if (source instanceof TorrentSource.Link link) {
      return out.put("magnet", link.magnet().toString()).build();
    }
    Metainfo metainfo = ((TorrentSource.Torrent) source).metainfo();
    return out.put("info", bytes(metainfo.rawInfo()))
        .put("trackers", tiers(metainfo.trackers()))
        .put("web seeds", urls(metainfo.webSeeds()))
        .put("layers", layers(metainfo))
        .build();
  }

  static TorrentSource decode(BDictionary in) throws RecordException {
    try {
      Optional<BString> magnet = in.string("magnet");
      return magnet.isPresent()
          ? new TorrentSource.Link(Magnet.parse(magnet.get().toString()))
          : new TorrentSource.Torrent(torrent(in));
    } catch (MetainfoException malformed) {
      throw new RecordException("its torrent is refused: " + malformed.getMessage(), malformed);
    }
  }

  private static Metainfo torrent(BDictionary in) throws RecordException, MetainfoException {
    byte[] info =
        in.string("info")
            .orElseThrow(() -> new RecordException("it names neither torrent nor magnet"))
            .toByteArray();
    List<List<URI>> trackers = tiers(in.list("trackers").orElse(BList.of()));
    Metainfo torrent =
        Metainfo.fromInfo(info, trackers, urls(in.list("web seeds").orElse(BList.of())));
    for (BValue layer : in.list("layers").orElse(BList.of())) {
      torrent = withLayer(torrent, layer);
    }
    return torrent;
  }

  private static Metainfo withLayer(Metainfo torrent, BValue layer)
      throws RecordException, MetainfoException {
    if (layer instanceof BList pair
        && pair.values().size() == 2
        && pair.values().get(0) instanceof BInteger file
        && pair.values().get(1) instanceof BString hashes
        && file.value() >= 0
        && file.value() < torrent.layout().files().size()) {
      return torrent.withPieceLayer((int) file.value(), hashes.toByteArray());
    }
    throw new RecordException("its piece layers are malformed");
  }

  private static BList layers(Metainfo metainfo) {
    List<BList> layers = new ArrayList<>();
    for (FileEntry file : metainfo.layout().files()) {
      Optional<ByteBuffer> layer =
          metainfo.hasV2() ? metainfo.pieceLayer(file.index()) : Optional.empty();
      layer.ifPresent(
          hashes -> layers.add(BList.of(BInteger.of(file.index()), BString.of(bytes(hashes)))));
    }
    return BList.of(layers);
  }

  static BList tiers(List<List<URI>> tiers) {
    return BList.of(tiers.stream().map(SourceCodec::urls).toList());
  }

  static List<List<URI>> tiers(BList list) {
    List<List<URI>> tiers = new ArrayList<>();
    for (BValue tier : list) {
      tiers.add(urls(tier));
    }
    return tiers;
  }

  private static BList urls(List<URI> urls) {
    return BList.of(urls.stream().map(url -> BString.of(url.toString())).toList());
  }

  /** Leaves out what is no URL. */
  private static List<URI> urls(BValue value) {
    List<URI> urls = new ArrayList<>();
    if (value instanceof BList list) {
      for (BValue url : list) {
        if (url instanceof BString text) {
          url(text.toString()).ifPresent(urls::add);
        }
      }
    }
    return urls;
  }

  private static Optional<URI> url(String text) {
    try {
      return Optional.of(URI.create(text));
    } catch (IllegalArgumentException malformed) {
      return Optional.empty();
    }
  }

  private static byte[] bytes(ByteBuffer buffer) {
    byte[] bytes = new byte[buffer.remaining()];
    buffer.duplicate().get(bytes);
    return bytes;
  }
}
