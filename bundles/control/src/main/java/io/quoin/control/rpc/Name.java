package io.quoin.control.rpc;

import java.util.Locale;

/**
 * A name of the protocol in both dialects.
 *
 * @param older camel or kebab case, as it came about
 * @param newer snake case
 */
record Name(String older, String newer) {

  /** One whose newer form follows from the older one. */
  static Name of(String older) {
    return new Name(
        older,
        older.replaceAll("([a-z0-9])([A-Z])", "$1_$2").replace('-', '_').toLowerCase(Locale.ROOT));
  }

  String in(Dialect dialect) {
    return dialect == Dialect.OLDER ? older : newer;
  }
}
