package io.quoin.incentive.btt.wire;

/** A field that is missing, of the wrong type or size, or out of range. */
final class FieldFault extends Exception {
  private static final long serialVersionUID = 1L;

  FieldFault(String message) {
    super(message, null, false, false);
  }
}
