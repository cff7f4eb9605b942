package io.quoin.control.http;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** What was sent along, bounded in size and time. */
final class RequestBody extends FilterInputStream {

  private static final int SKIPPED_AT_A_TIME = 8 * 1024;

  private final Pace pace;
  private final long most;
  private long read;

  /**
   * A body.
   *
   * @param length that it says itself to have, -1 if it does not
   */
  RequestBody(InputStream body, long length, long most, Pace pace) {
    super(body);
    this.most = most;
    this.pace = pace;
    this.read = length > most ? length : 0;
  }

  /** More than is allowed. */
  static final class TooLong extends IOException {
    private static final long serialVersionUID = 1L;

    TooLong(long most) {
      super("more than " + most + " bytes were sent along");
    }
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    int count = read > most ? 0 : super.read(bytes, offset, length);
    if (count > 0) {
      read += count;
      pace.moved(count);
    }
    if (read > most) {
      throw new TooLong(most);
    }
    return count;
  }

  /** Skips by reading: what is skipped has been sent along all the same. */
  @Override
  public long skip(long most) throws IOException {
    if (most <= 0) {
      return 0;
    }
    return Math.max(0, read(new byte[(int) Math.min(most, SKIPPED_AT_A_TIME)]));
  }

  @Override
  public boolean markSupported() {
    return false;
  }
}
