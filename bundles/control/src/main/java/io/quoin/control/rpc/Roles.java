package io.quoin.control.rpc;

import io.quoin.api.access.Role;
import java.util.Set;

/** Which role a method takes: to look, to see to torrents, or to change how the platform works. */
final class Roles {

  private static final Set<String> LOOKING =
      Set.of("torrent_get", "session_get", "session_stats", "free_space", "group_get", "port_test");
  private static final Set<String> RUNNING =
      Set.of("session_set", "session_close", "group_set", "blocklist_update");

  private Roles() {}

  /** By the method's newer name; all that is not listed changes torrents. */
  static Role needed(String method) {
    if (LOOKING.contains(method)) {
      return Role.VIEWER;
    }
    return RUNNING.contains(method) ? Role.ADMINISTRATOR : Role.OPERATOR;
  }
}
