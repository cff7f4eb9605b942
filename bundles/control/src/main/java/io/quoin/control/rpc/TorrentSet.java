package io.quoin.control.rpc;

import io.quoin.api.session.RegisteredTorrent;
import io.quoin.api.session.SessionControl;
import io.quoin.api.session.SessionControl.Relocation;
import io.quoin.api.session.TorrentSettings;
import io.quoin.api.torrent.TorrentId;
import java.net.URI;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Changes torrents. All that the call says is checked before the first of them is changed. */
final class TorrentSet implements Method {

  private static final Name QUEUE_POSITION = Name.of("queuePosition");

  private final SessionControl session;
  private final InstantSource clock;
  private final Chosen chosen;
  private final Roots roots;

  TorrentSet(SessionControl session, InstantSource clock, Roots roots) {
    this.session = session;
    this.clock = clock;
    this.chosen = new Chosen(session, clock);
    this.roots = roots;
  }

  @Override
  public Answer call(Params params) throws RpcFault {
    List<RegisteredTorrent> torrents = new ArrayList<>();
    for (TorrentId id : chosen.of(params)) {
      Optional<RegisteredTorrent> torrent = session.registered(id);
      if (torrent.isPresent()) {
        wanted(params, torrent.get());
        torrents.add(torrent.get());
      }
    }
    Optional<Integer> position = params.integer(QUEUE_POSITION, 0, Integer.MAX_VALUE);
    Optional<String> location = params.text(Names.LOCATION);
    Optional<Path> directory =
        location.isPresent() ? Optional.of(roots.allowed(location.get())) : Optional.empty();
    for (RegisteredTorrent torrent : torrents) {
      TorrentId id = torrent.snapshot().id();
      Patience.await(() -> session.change(id, now -> changed(params, torrent, now)));
      if (position.isPresent()) {
        Patience.await(() -> session.queueAt(id, position.get()));
      }
      if (directory.isPresent()) {
        Patience.await(() -> session.relocate(id, directory.get(), Relocation.POINT));
      }
    }
    return Answer.NOTHING;
  }

  /** From what holds by then: somebody else may have changed it meanwhile. */
  private TorrentSettings changed(Params params, RegisteredTorrent torrent, TorrentSettings now) {
    try {
      return wanted(
          params,
          new RegisteredTorrent(
              torrent.number(),
              torrent.queuePosition(),
              torrent.source(),
              torrent.snapshot(),
              now,
              torrent.times()));
    } catch (RpcFault refused) {
      throw new IllegalArgumentException(refused.getMessage(), refused);
    }
  }

  private TorrentSettings wanted(Params params, RegisteredTorrent torrent) throws RpcFault {
    TorrentSettings changed =
        new SettingsReader(params).over(torrent.settings(), SettingsReader.files(torrent));
    Optional<List<List<URI>>> trackers =
        new TrackerChanges(params).of(new TorrentView(session, clock, torrent, true));
    return trackers.isPresent() ? changed.withTrackers(trackers) : changed;
  }
}
