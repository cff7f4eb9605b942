package io.quoin.launcher;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.quoin.api.torrent.TorrentSource;
import io.quoin.metainfo.FileEntry;
import io.quoin.metainfo.InfoHash;
import io.quoin.metainfo.InfoHashes;
import io.quoin.metainfo.Magnet;
import io.quoin.metainfo.Metainfo;
import io.quoin.metainfo.MetainfoException;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.Collection;

/** A torrent or magnet for programs. */
final class TorrentJson {

  private TorrentJson() {}

  static JsonObject of(TorrentSource source) {
    JsonObject answer = new JsonObject();
    answer.addProperty("verdict", "accepted");
    if (source instanceof TorrentSource.Torrent torrent) {
      torrent(answer, torrent.metainfo());
    } else if (source instanceof TorrentSource.Link link) {
      magnet(answer, link.magnet());
    }
    return answer;
  }

  static JsonObject refusal(MetainfoException refusal) {
    JsonObject answer = new JsonObject();
    answer.addProperty("verdict", "refused");
    answer.addProperty("code", refusal.code().name());
    answer.addProperty("reason", refusal.getMessage());
    return answer;
  }

  private static void torrent(JsonObject answer, Metainfo metainfo) {
    answer.addProperty("name", metainfo.name());
    answer.addProperty("kind", TorrentText.kind(metainfo));
    hashes(answer, metainfo.infoHashes());
    answer.addProperty("bytes", metainfo.layout().contentLength());
    answer.addProperty("pieces", metainfo.layout().pieceCount());
    answer.addProperty("pieceLength", metainfo.layout().pieceLength());
    answer.addProperty("private", metainfo.isPrivate());
    JsonArray tiers = new JsonArray();
    metainfo.trackers().forEach(tier -> tiers.add(strings(tier)));
    answer.add("trackers", tiers);
    answer.add("webSeeds", strings(metainfo.webSeeds()));
    answer.add("httpSeeds", strings(metainfo.httpSeeds()));
    answer.add("nodes", addresses(metainfo.nodes()));
    metainfo.createdBy().ifPresent(by -> answer.addProperty("createdBy", by));
    metainfo
        .creationDate()
        .map(Instant::getEpochSecond)
        .ifPresent(seconds -> answer.addProperty("createdAt", seconds));
    metainfo.comment().ifPresent(comment -> answer.addProperty("comment", comment));
    answer.add("files", files(metainfo));
    answer.add("warnings", strings(metainfo.warnings()));
  }

  private static JsonArray files(Metainfo metainfo) {
    JsonArray files = new JsonArray();
    for (FileEntry entry : metainfo.layout().files()) {
      if (!entry.isPad()) {
        JsonObject file = new JsonObject();
        file.addProperty("path", String.join("/", entry.path()));
        file.addProperty("bytes", entry.length());
        entry
            .symlinkTarget()
            .ifPresent(target -> file.addProperty("target", String.join("/", target)));
        files.add(file);
      }
    }
    return files;
  }

  private static void magnet(JsonObject answer, Magnet magnet) {
    magnet.name().ifPresent(name -> answer.addProperty("name", name));
    answer.addProperty("kind", "magnet");
    hashes(answer, magnet.infoHashes());
    answer.add("trackers", strings(magnet.trackers()));
    answer.add("webSeeds", strings(magnet.webSeeds()));
    answer.add("peers", addresses(magnet.peers()));
  }

  private static void hashes(JsonObject answer, InfoHashes hashes) {
    hashes.v1().map(InfoHash::hex).ifPresent(hash -> answer.addProperty("infoHashV1", hash));
    hashes.v2().map(InfoHash::hex).ifPresent(hash -> answer.addProperty("infoHashV2", hash));
  }

  private static JsonArray addresses(Collection<InetSocketAddress> addresses) {
    return strings(
        addresses.stream()
            .map(address -> address.getHostString() + ":" + address.getPort())
            .toList());
  }

  private static JsonArray strings(Collection<?> values) {
    JsonArray array = new JsonArray();
    values.forEach(value -> array.add(value.toString()));
    return array;
  }
}
