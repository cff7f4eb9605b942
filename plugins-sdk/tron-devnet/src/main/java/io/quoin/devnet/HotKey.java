package io.quoin.devnet;

import io.quoin.api.ledger.Address;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * A key that may transfer somebody's tokens, and do nothing else.
 *
 * @param owner whose tokens
 * @param key the address that belongs to the key
 */
record HotKey(Address owner, Address key) {

  /** As it is written on the command line: {@code OWNER=ADDRESS}. */
  static final class Argument implements ITypeConverter<HotKey> {
    @Override
    public HotKey convert(String text) {
      int equals = text.indexOf('=');
      if (equals < 0) {
        throw new TypeConversionException("'" + text + "' is no hot key; write OWNER=ADDRESS");
      }
      return new HotKey(
          Endowment.address(text.substring(0, equals)),
          Endowment.address(text.substring(equals + 1)));
    }
  }
}
