package io.quoin.session;

import io.quoin.api.event.Topics;
import io.quoin.api.torrent.TorrentId;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicReference;
import org.osgi.service.event.Event;
import org.osgi.service.event.EventAdmin;

/** Publishes what becomes of torrents through Event Admin, where that is there. */
final class LifeCycle {

  private final Executor calls;
  private final AtomicReference<Optional<EventAdmin>> admin =
      new AtomicReference<>(Optional.empty());

  LifeCycle(Executor calls) {
    this.calls = calls;
  }

  void came(EventAdmin found) {
    admin.set(Optional.of(found));
  }

  void left(EventAdmin gone) {
    admin.updateAndGet(current -> current.filter(known -> known != gone));
  }

  void publish(String topic, TorrentId torrent) {
    publish(topic, Map.of(Topics.TORRENT, torrent.toString()));
  }

  void halted(TorrentId torrent, String reason) {
    publish(Topics.HALTED, Map.of(Topics.TORRENT, torrent.toString(), Topics.REASON, reason));
  }

  private void publish(String topic, Map<String, String> properties) {
    if (admin.get().isPresent()) {
      calls.execute(
          () -> admin.get().ifPresent(found -> found.postEvent(new Event(topic, properties))));
    }
  }
}
