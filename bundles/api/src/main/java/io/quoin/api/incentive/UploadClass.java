package io.quoin.api.incentive;

/** Why a peer is served. */
public enum UploadClass {
  /** It pays; its slot comes on top of the ordinary ones. */
  PAID,
  /** It holds an ordinary slot. */
  FREE,
  /** It is tried out. */
  OPTIMISTIC,
  /** It is not served: choked. */
  NONE,
  /** Left to the engine's tit-for-tat, as a peer that no share names. Counted as {@link #FREE}. */
  OPEN
}
