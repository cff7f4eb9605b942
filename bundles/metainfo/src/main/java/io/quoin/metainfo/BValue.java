package io.quoin.metainfo;

import java.nio.ByteBuffer;

/**
 * One bencoded value (BEP 3): an integer, a byte string, a list or a dictionary.
 *
 * <p>Values are immutable. A decoded value shares the array it was decoded from, so that array must
 * not be changed while values of it are in use. Two values are equal if they mean the same,
 * whichever way they were written.
 */
public sealed interface BValue permits BInteger, BString, BList, BDictionary {

  /**
   * The bytes this value was decoded from, exactly as they stood there; for a value that was built,
   * its canonical encoding. An info-hash is a digest of these bytes and never of a re-encoding.
   *
   * @return a new read-only buffer from the first byte of the value to its last
   */
  ByteBuffer raw();
}
