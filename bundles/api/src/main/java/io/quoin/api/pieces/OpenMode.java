package io.quoin.api.pieces;

/** What to believe of data that is there when a store is opened. */
public enum OpenMode {
  /**
   * The pieces that the record lists, if it is clean and sizes and times of the files still match;
   * whatever else exists is hashed.
   */
  RESUME,
  /** Nothing: whatever exists is hashed. */
  CHECK,
  /** Every piece, provided that each file is there with its size. */
  TRUST
}
