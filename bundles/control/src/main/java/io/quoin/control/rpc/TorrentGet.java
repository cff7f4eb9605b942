package io.quoin.control.rpc;

import io.quoin.api.access.Role;
import io.quoin.api.session.RegisteredTorrent;
import io.quoin.api.session.SessionControl;
import io.quoin.api.torrent.TorrentId;
import io.quoin.control.rpc.TorrentFields.Field;
import java.io.IOException;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/**
 * Says what was asked of the torrents that were asked for. Each is looked up when it is its turn to
 * be written, so that no more than one is held, however many there are.
 */
final class TorrentGet implements Method {

  private static final Name FORMAT = Name.of("format");
  private static final Name TORRENTS = Name.of("torrents");
  private static final Name REMOVED = Name.of("removed");

  private final SessionControl session;
  private final InstantSource clock;
  private final Chosen chosen;

  TorrentGet(SessionControl session, InstantSource clock) {
    this.session = session;
    this.clock = clock;
    this.chosen = new Chosen(session, clock);
  }

  @Override
  public Answer call(Params params) throws RpcFault {
    List<String> names =
        params
            .texts(Names.FIELDS)
            .orElseThrow(() -> RpcFault.invalid(params.called(Names.FIELDS) + " is missing"));
    List<Field> fields = TorrentFields.named(names, params.dialect());
    boolean table = params.text(FORMAT).filter("table"::equals).isPresent();
    boolean recent = Chosen.isRecent(params);
    List<TorrentId> ids = chosen.of(params);
    boolean secrets = params.role().covers(Role.OPERATOR);
    return out -> {
      out.name(TORRENTS);
      out.list(
          () -> {
            if (table) {
              heads(fields, out);
            }
            TorrentFields.each(ids, id -> write(id, fields, table, secrets, out));
          });
      if (recent) {
        out.name(REMOVED);
        out.list(
            () ->
                TorrentFields.each(
                    session.removed(Chosen.RECENT), number -> out.json().value(number)));
      }
    };
  }

  private static void heads(List<Field> fields, Out out) throws IOException {
    out.list(
        () ->
            TorrentFields.each(fields, field -> out.json().value(field.name().in(out.dialect()))));
  }

  /** One that has been removed meanwhile is left out. */
  private void write(TorrentId id, List<Field> fields, boolean table, boolean secrets, Out out)
      throws IOException {
    Optional<RegisteredTorrent> torrent = session.registered(id);
    if (torrent.isEmpty()) {
      return;
    }
    TorrentView view = new TorrentView(session, clock, torrent.get(), secrets);
    if (table) {
      out.list(() -> TorrentFields.each(fields, field -> field.value().write(view, out)));
    } else {
      out.object(
          () ->
              TorrentFields.each(
                  fields,
                  field -> {
                    out.name(field.name());
                    field.value().write(view, out);
                  }));
    }
  }
}
