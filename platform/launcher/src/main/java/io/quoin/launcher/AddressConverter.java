package io.quoin.launcher;

import io.quoin.api.ledger.Address;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** An address on the command line; one that was mistyped is wrong usage. */
final class AddressConverter implements ITypeConverter<Address> {

  @Override
  public Address convert(String text) {
    try {
      return Address.parse(text);
    } catch (IllegalArgumentException e) {
      throw new TypeConversionException(e.getMessage());
    }
  }
}
