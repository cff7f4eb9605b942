package io.quoin.examples.webhook;

import com.google.gson.JsonObject;
import io.quoin.api.torrent.TorrentId;
import java.nio.charset.StandardCharsets;
import java.time.Instant;

/**
 * What the receiver is told. It may come twice, when an answer was lost on its way; the torrent's
 * id tells which.
 *
 * @param torrent which is complete
 * @param name its safe name, or its id where nobody could be asked
 * @param bytes its payload bytes, 0 where nobody could be asked
 * @param at when it was heard of
 */
record Notice(TorrentId torrent, String name, long bytes, Instant at) {

  /** The body of the request: JSON in UTF-8. */
  byte[] body() {
    JsonObject document = new JsonObject();
    document.addProperty("event", "completed");
    document.addProperty("torrent", torrent.toString());
    document.addProperty("name", name);
    document.addProperty("bytes", bytes);
    document.addProperty("at", at.toString());
    return document.toString().getBytes(StandardCharsets.UTF_8);
  }
}
