package io.quoin.control.rpc;

import io.quoin.api.session.AddTorrent;
import io.quoin.api.session.RegisteredTorrent;
import io.quoin.api.session.SessionControl;
import io.quoin.api.session.SessionException;
import io.quoin.api.session.SessionSettings;
import io.quoin.api.session.TorrentSettings;
import io.quoin.api.torrent.TorrentId;
import io.quoin.api.torrent.TorrentSource;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;

/** Registers a torrent. */
final class TorrentAdd implements Method {

  private static final Name PAUSED = Name.of("paused");
  private static final Name ADDED = Name.of("torrent-added");
  private static final Name DUPLICATE = Name.of("torrent-duplicate");

  private final SessionControl session;
  private final TorrentSources sources;
  private final Roots roots;

  TorrentAdd(SessionControl session, TorrentSources sources, Roots roots) {
    this.session = session;
    this.sources = sources;
    this.roots = roots;
  }

  @Override
  public Answer call(Params params) throws RpcFault {
    Optional<String> named = params.text(Names.DOWNLOAD_DIR).filter(dir -> !dir.isEmpty());
    Path directory =
        named.isPresent() ? roots.allowed(named.get()) : session.settings().added().directory();
    boolean paused = params.flag(PAUSED).orElse(!session.settings().added().start());
    SettingsReader reader = new SettingsReader(params);
    TorrentSource source = sources.of(params);
    AddTorrent wish =
        AddTorrent.of(source, directory)
            .withPaused(paused)
            .withSettings(reader.over(defaults(), files(source)));
    TorrentId id = TorrentId.of(source.infoHashes());
    try {
      return answer(ADDED, session.add(wish));
    } catch (SessionException refused) {
      if (refused.code() == SessionException.Code.DUPLICATE && session.registered(id).isPresent()) {
        return answer(DUPLICATE, id);
      }
      throw Patience.fault(refused);
    }
  }

  private TorrentSettings defaults() {
    SessionSettings.Added added = session.settings().added();
    TorrentSettings settings = TorrentSettings.DEFAULT;
    return settings
        .withTransfer(settings.transfer().withConnections(added.connections()))
        .withSelection(
            settings
                .selection()
                .withSequentialFrom(added.sequential() ? OptionalInt.of(0) : OptionalInt.empty()));
  }

  private static OptionalInt files(TorrentSource source) {
    return source instanceof TorrentSource.Torrent torrent
        ? OptionalInt.of(torrent.metainfo().layout().files().size())
        : OptionalInt.empty();
  }

  private Answer answer(Name name, TorrentId id) {
    Optional<RegisteredTorrent> torrent = session.registered(id);
    return out -> {
      if (torrent.isPresent()) {
        out.name(name);
        out.object(
            () ->
                out.put(Names.HASH_STRING, id.toString())
                    .put(Names.ID, torrent.get().number())
                    .put(Names.NAME, torrent.get().snapshot().name()));
      }
    };
  }
}
