package io.quoin.metainfo;

import java.nio.ByteBuffer;

/** Views of a stretch of a decoded array. */
final class RawSpan {

  private RawSpan() {}

  static ByteBuffer view(byte[] source, int start, int end) {
    return ByteBuffer.wrap(source, start, end - start).slice().asReadOnlyBuffer();
  }
}
