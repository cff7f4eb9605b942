package io.quoin.protocol.net.http;

import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.HttpContentDecompressor;
import java.util.Locale;
import java.util.Set;

/**
 * Unpacks what was asked for and nothing else: a body in any other encoding stays as it is and is
 * refused later.
 */
final class GzipDecompressor extends HttpContentDecompressor {

  private static final Set<String> SPOKEN = Set.of("gzip", "x-gzip", "deflate", "x-deflate");

  GzipDecompressor() {
    // Not bounded here: output is handed on in pieces of 64 KiB, which the exchange counts.
    super(false, 0);
  }

  @Override
  protected EmbeddedChannel newContentDecoder(String encoding) throws Exception {
    return SPOKEN.contains(encoding.toLowerCase(Locale.ROOT))
        ? super.newContentDecoder(encoding)
        : null;
  }
}
