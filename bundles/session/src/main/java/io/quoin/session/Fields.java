package io.quoin.session;

import io.quoin.metainfo.BDictionary;
import io.quoin.metainfo.BString;

/**
 * The fields of a dictionary that was read from disk; those that are not there are said by name.
 *
 * @param in the dictionary
 */
record Fields(BDictionary in) {

  long integer(String key) throws RecordException {
    return in.integer(key).orElseThrow(() -> missing(key));
  }

  /** One that fits 32 bits. */
  int number(String key) throws RecordException {
    try {
      return Math.toIntExact(integer(key));
    } catch (ArithmeticException tooLarge) {
      throw new RecordException("'" + key + "' is out of range", tooLarge);
    }
  }

  boolean flag(String key) throws RecordException {
    return integer(key) != 0;
  }

  BString string(String key) throws RecordException {
    return in.string(key).orElseThrow(() -> missing(key));
  }

  String text(String key) throws RecordException {
    return string(key).toString();
  }

  Fields dictionary(String key) throws RecordException {
    return new Fields(in.dictionary(key).orElseThrow(() -> missing(key)));
  }

  private static RecordException missing(String key) {
    return new RecordException("'" + key + "' is missing");
  }
}
