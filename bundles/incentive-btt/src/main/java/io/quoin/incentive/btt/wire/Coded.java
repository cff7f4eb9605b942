package io.quoin.incentive.btt.wire;

/** A reason with the number that stands for it on the wire; unknown numbers mean 0. */
public interface Coded {

  /** The highest number that is read. */
  int HIGHEST = 65_535;

  /** The number, 0 for any other reason. */
  int code();

  /** The value of a number, or the last one, which is {@code OTHER}. */
  static <E extends Enum<E> & Coded> E of(E[] values, int code) {
    for (E value : values) {
      if (value.code() == code) {
        return value;
      }
    }
    return values[values.length - 1];
  }
}
