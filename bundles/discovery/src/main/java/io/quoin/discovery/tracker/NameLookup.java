package io.quoin.discovery.tracker;

import java.net.InetAddress;
import java.util.List;
import java.util.function.Consumer;

/** Asks name servers. */
@FunctionalInterface
interface NameLookup {

  /** Tells the addresses of a name, none if it has none, on any thread. */
  void lookUp(String host, Consumer<List<InetAddress>> told);
}
