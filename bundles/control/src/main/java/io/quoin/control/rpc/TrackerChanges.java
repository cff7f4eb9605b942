package io.quoin.control.rpc;

import com.google.gson.JsonElement;
import com.google.gson.JsonPrimitive;
import io.quoin.api.session.TorrentSettings;
import io.quoin.control.rpc.RpcFault.Code;
import io.quoin.control.rpc.TorrentView.TrackerPlace;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;

/** Reads a torrent's new list of trackers from a call: as a whole, or as changes to the old one. */
final class TrackerChanges {

  private static final Name LIST = Name.of("trackerList");
  private static final Name ADD = Name.of("trackerAdd");
  private static final Name REMOVE = Name.of("trackerRemove");
  private static final Name REPLACE = Name.of("trackerReplace");

  private final Params params;

  TrackerChanges(Params params) {
    this.params = params;
  }

  /** The new list in tiers; empty if the call says nothing of trackers. */
  Optional<List<List<URI>>> of(TorrentView torrent) throws RpcFault {
    Optional<List<List<URI>>> changed = tiers(torrent);
    long trackers = changed.stream().flatMap(List::stream).mapToLong(List::size).sum();
    if (trackers > TorrentSettings.TRACKERS) {
      throw new RpcFault(
          Code.INVALID_TRACKER_LIST,
          "a torrent has at most " + TorrentSettings.TRACKERS + " trackers");
    }
    return changed;
  }

  private Optional<List<List<URI>>> tiers(TorrentView torrent) throws RpcFault {
    Optional<String> list = params.text(LIST);
    if (list.isPresent()) {
      return Optional.of(Trackers.parse(list.get()));
    }
    if (!params.has(ADD) && !params.has(REMOVE) && !params.has(REPLACE)) {
      return Optional.empty();
    }
    List<TrackerPlace> places = new ArrayList<>(torrent.trackerPlaces());
    replace(places);
    remove(places);
    add(places);
    Map<Integer, List<URI>> tiers = new TreeMap<>();
    places.forEach(
        place ->
            tiers.computeIfAbsent(place.tier(), tier -> new ArrayList<>()).add(place.announce()));
    return Optional.of(List.copyOf(tiers.values()));
  }

  /** Pairs of an id and an address, one after the other. */
  private void replace(List<TrackerPlace> places) throws RpcFault {
    List<JsonElement> pairs = params.list(REPLACE).orElse(List.of());
    for (int i = 0; i < pairs.size(); i += 2) {
      OptionalLong id = Params.integer(pairs.get(i));
      if (id.isEmpty()
          || i + 1 == pairs.size()
          || !(pairs.get(i + 1) instanceof JsonPrimitive text)
          || !text.isString()) {
        throw RpcFault.invalid(params.called(REPLACE) + " is no list of ids and addresses");
      }
      int at = indexOf(places, id.getAsLong());
      places.set(
          at,
          new TrackerPlace(
              places.get(at).id(), places.get(at).tier(), Trackers.address(text.getAsString())));
    }
  }

  private void remove(List<TrackerPlace> places) throws RpcFault {
    for (long id : params.integers(REMOVE).orElse(List.of())) {
      places.remove(indexOf(places, id));
    }
  }

  private static int indexOf(List<TrackerPlace> places, long id) throws RpcFault {
    for (int i = 0; i < places.size(); i++) {
      if (places.get(i).id() == id) {
        return i;
      }
    }
    throw RpcFault.invalid("the torrent has no tracker " + id);
  }

  /** Each in a tier of its own, behind the others; one that is there is not added. */
  private void add(List<TrackerPlace> places) throws RpcFault {
    int tier = places.stream().mapToInt(TrackerPlace::tier).max().orElse(-1);
    for (String text : params.texts(ADD).orElse(List.of())) {
      URI address = Trackers.address(text);
      if (places.stream().noneMatch(place -> place.announce().equals(address))) {
        places.add(new TrackerPlace(-1, ++tier, address));
      }
    }
  }
}
