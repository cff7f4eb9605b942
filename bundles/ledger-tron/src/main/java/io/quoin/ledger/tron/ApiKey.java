package io.quoin.ledger.tron;

import io.grpc.Metadata;
import java.util.Locale;

/**
 * What a node's operator wants to see with each call.
 *
 * @param header its name
 * @param value a secret
 */
record ApiKey(String header, String value) {

  private static final int LONGEST = 256;

  /**
   * Checks that both can be sent.
   *
   * @throws IllegalArgumentException naming the setting, never showing the secret
   */
  ApiKey {
    if (value.isEmpty()
        || value.length() > LONGEST
        || value.chars().anyMatch(each -> each <= ' ' || each > '~')) {
      throw new IllegalArgumentException(
          "'.api.key' has 1 to " + LONGEST + " printable characters without spaces");
    }
    if (!header.matches("[A-Za-z0-9_.-]{1,64}")
        || header.toLowerCase(Locale.ROOT).endsWith("-bin")) {
      throw new IllegalArgumentException("'api.key.header' is no header's name: " + header);
    }
  }

  Metadata headers() {
    Metadata headers = new Metadata();
    headers.put(Metadata.Key.of(header, Metadata.ASCII_STRING_MARSHALLER), value);
    return headers;
  }

  /** Names the header alone. */
  @Override
  public String toString() {
    return "an API key in " + header;
  }
}
