package io.quoin.control.events;

import io.quoin.api.event.Topics;
import java.util.Locale;
import org.osgi.service.event.Event;

/** What the session says of torrents' lives, passed on at once. */
final class LifeCycle {

  /** A torrent's life goes on: {@code change} is added, removed, metadata, completed or halted. */
  private record Change(String id, String change, String reason) {}

  private LifeCycle() {}

  /** Tells the followers. */
  static void tell(Event event, Happenings happenings) {
    String topic = event.getTopic();
    Change change =
        new Change(
            text(event, Topics.TORRENT),
            topic.substring(topic.lastIndexOf('/') + 1).toLowerCase(Locale.ROOT),
            text(event, Topics.REASON));
    happenings.publish("torrent", Changes.GSON.toJson(change));
  }

  private static String text(Event event, String property) {
    return event.getProperty(property) instanceof String text ? text : "";
  }
}
