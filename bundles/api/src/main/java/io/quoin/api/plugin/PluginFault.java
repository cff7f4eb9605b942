package io.quoin.api.plugin;

/** What a plugin does that it must not. */
public enum PluginFault {
  /** A call of it threw what it must not throw. One is its own affair, many are not. */
  THREW,
  /** It sends or plans more than there is room for. A little is dropped, and much is not normal. */
  FLOODED,
  /** A call of it does not return. */
  BLOCKED,
  /** It does not come to what waits for it. */
  NOT_DRAINED,
  /** It does not come back from its stop. */
  NOT_STOPPED,
  /** Something of it is left where it was stopped: a thread, what it was lent. */
  LEFT_BEHIND
}
