package io.quoin.session;

import io.quoin.api.session.SessionTotals;

/** Counts what the session does. Written on the state lane, read by anybody. */
final class TotalsBook {

  private volatile SessionTotals before = SessionTotals.NONE;
  private volatile SessionTotals current = new SessionTotals(0, 0, 0, 0, 1);

  /** What was done before this start. */
  void remember(SessionTotals past) {
    before = past;
  }

  void second() {
    current = current.plus(new SessionTotals(0, 0, 0, 1, 0));
  }

  void added() {
    current = current.plus(new SessionTotals(0, 0, 1, 0, 0));
  }

  void moved(long received, long sent) {
    current = current.plus(new SessionTotals(received, sent, 0, 0, 0));
  }

  SessionTotals current() {
    return current;
  }

  SessionTotals total() {
    return before.plus(current);
  }
}
