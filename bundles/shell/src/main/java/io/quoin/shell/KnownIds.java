package io.quoin.shell;

import io.quoin.api.plugin.PluginSnapshot;
import io.quoin.api.plugin.Plugins;
import io.quoin.api.session.Session;
import java.util.List;
import java.util.Optional;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;

/** The ids that commands of a scope take, as long as there is who gives them. */
@Component(service = KnownIds.class)
public final class KnownIds {

  private static final int SHOWN_OF_A_TORRENT = 12;

  private volatile Optional<Session> session = Optional.empty();
  private volatile Optional<Plugins> plugins = Optional.empty();

  @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC)
  void bindSession(Session bound) {
    session = Optional.of(bound);
  }

  void unbindSession(Session bound) {
    session = session.filter(known -> known != bound);
  }

  @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC)
  void bindPlugins(Plugins bound) {
    plugins = Optional.of(bound);
  }

  void unbindPlugins(Plugins bound) {
    plugins = plugins.filter(known -> known != bound);
  }

  /**
   * The ids for a scope.
   *
   * @param scope of commands
   * @return as their lists show them; none if nothing of that scope has an id
   */
  List<String> of(String scope) {
    return switch (scope) {
      case "torrent", "peer" ->
          session.stream()
              .flatMap(one -> one.torrents().stream())
              .map(torrent -> torrent.id().toString().substring(0, SHOWN_OF_A_TORRENT))
              .toList();
      case "plugin" ->
          plugins.stream().flatMap(one -> one.plugins().stream()).map(PluginSnapshot::id).toList();
      default -> List.of();
    };
  }
}
