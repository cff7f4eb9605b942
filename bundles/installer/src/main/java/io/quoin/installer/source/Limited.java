package io.quoin.installer.source;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** A stream that fails where it is longer than it may be. */
final class Limited extends FilterInputStream {

  private long left;

  Limited(InputStream in, long most) {
    super(in);
    this.left = most;
  }

  @Override
  public int read() throws IOException {
    int one = super.read();
    took(one < 0 ? 0 : 1);
    return one;
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    int some = super.read(buffer, offset, length);
    took(Math.max(0, some));
    return some;
  }

  private void took(int bytes) throws IOException {
    left -= bytes;
    if (left < 0) {
      throw new IOException("it is longer than it may be");
    }
  }
}
