package io.quoin.launcher;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** The URL of a tracker or a web seed: those who read a torrent ignore what is none. */
final class WebAddress implements ITypeConverter<URI> {

  @Override
  public URI convert(String text) {
    return parse(text)
        .filter(address -> address.isAbsolute() && address.getRawAuthority() != null)
        .orElseThrow(
            () ->
                new TypeConversionException(
                    "'" + text + "' is no URL; write for example http://192.0.2.7:6969/announce"));
  }

  private static Optional<URI> parse(String text) {
    try {
      return Optional.of(new URI(text));
    } catch (URISyntaxException e) {
      return Optional.empty();
    }
  }
}
