package io.quoin.wallet.journal;

/** Whoever tells of a journal while it is open. */
interface Telling {

  /** It is open from now on. */
  void opened(SqliteJournal journal);

  /** It is about to be closed. */
  void closed();
}
