package io.quoin.metainfo;

import io.quoin.metainfo.Bencode.Limits;
import io.quoin.metainfo.Bencode.Mode;
import io.quoin.metainfo.MetainfoException.Code;
import java.net.URI;
import java.util.List;
import java.util.Map;

/** Reads whole torrents and single info dictionaries. */
final class MetainfoParser {

  private final SafeNames.Target names;
  private final Warnings warnings = new Warnings();

  MetainfoParser(SafeNames.Target names) {
    this.names = names;
  }

  Metainfo parse(byte[] torrent) throws MetainfoException {
    BDictionary tolerant = dictionary(torrent, Mode.TOLERANT);
    BDictionary info = info(tolerant);
    if (InfoParser.isV2(info)) {
      // BEP 52 leaves one way to write a torrent; two readers must not see two torrents.
      dictionary(torrent, Mode.STRICT);
    }
    InfoHashes hashes = hashes(info);
    InfoParser.Info parsed = new InfoParser(info, hashes, names, warnings).parse();
    Map<BString, BString> layers =
        parsed.v2() ? PieceLayers.read(tolerant, parsed.layout()) : Map.of();
    Announcement announcement = Announcement.read(tolerant, warnings);
    return new Metainfo(
        raw(info), hashes, parsed, isPrivate(info), announcement, layers, warnings.toList());
  }

  Metainfo parseInfo(byte[] rawInfo, List<List<URI>> trackers, List<URI> webSeeds)
      throws MetainfoException {
    BDictionary info = exactly(rawInfo, Mode.TOLERANT);
    if (InfoParser.isV2(info)) {
      exactly(rawInfo, Mode.STRICT);
    }
    InfoHashes hashes = hashes(info);
    InfoParser.Info parsed = new InfoParser(info, hashes, names, warnings).parse();
    return new Metainfo(
        rawInfo,
        hashes,
        parsed,
        isPrivate(info),
        Announcement.of(trackers, webSeeds),
        Map.of(),
        warnings.toList());
  }

  private BDictionary dictionary(byte[] torrent, Mode mode) throws MetainfoException {
    if (torrent.length > Limits.TORRENT.bytes()) {
      throw new MetainfoException(
          Code.BAD_BENCODING,
          "a torrent of " + torrent.length + " bytes; at most " + Limits.TORRENT.bytes());
    }
    try {
      Bencode.Prefix prefix = Bencode.decodePrefix(torrent, 0, mode, Limits.TORRENT);
      if (mode == Mode.TOLERANT && prefix.end() < torrent.length) {
        warnings.add((torrent.length - prefix.end()) + " bytes after the torrent are ignored");
      }
      return dictionary(prefix.value());
    } catch (BencodeException malformed) {
      throw malformed(malformed);
    }
  }

  private static BDictionary exactly(byte[] rawInfo, Mode mode) throws MetainfoException {
    try {
      return dictionary(Bencode.decode(rawInfo, mode));
    } catch (BencodeException malformed) {
      throw malformed(malformed);
    }
  }

  private static BDictionary dictionary(BValue value) throws MetainfoException {
    if (value instanceof BDictionary dictionary) {
      return dictionary;
    }
    throw new MetainfoException(Code.NOT_A_DICTIONARY, "a torrent is a dictionary; this is none");
  }

  private static MetainfoException malformed(BencodeException cause) {
    return new MetainfoException(
        Code.BAD_BENCODING, "this is not a torrent: " + cause.getMessage(), cause);
  }

  private static BDictionary info(BDictionary torrent) throws MetainfoException {
    return torrent
        .dictionary("info")
        .orElseThrow(
            () -> new MetainfoException(Code.NO_INFO, "the torrent has no info dictionary"));
  }

  private static InfoHashes hashes(BDictionary info) throws MetainfoException {
    return InfoHashes.of(raw(info), InfoParser.isV1(info), InfoParser.isV2(info));
  }

  private static boolean isPrivate(BDictionary info) {
    return info.integer("private").orElse(0) != 0;
  }

  private static byte[] raw(BDictionary info) {
    byte[] raw = new byte[info.raw().remaining()];
    info.raw().get(raw);
    return raw;
  }
}
