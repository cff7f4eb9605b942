package io.quoin.shell;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import org.apache.sshd.common.channel.Channel;

/**
 * What a visitor has sent and nobody has read. The window of the channel bounds it: it grows again
 * as this is read.
 */
final class Incoming {

  private static final int END_OF_TEXT = 3;

  private final Channel channel;
  private final ByteArrayOutputStream unread = new ByteArrayOutputStream();
  private final CharsetDecoder decoder =
      StandardCharsets.UTF_8
          .newDecoder()
          .onMalformedInput(CodingErrorAction.REPLACE)
          .onUnmappableCharacter(CodingErrorAction.REPLACE);
  private ByteBuffer begun = ByteBuffer.allocate(0);

  Incoming(Channel channel) {
    this.channel = channel;
  }

  /** Whether there is a Ctrl-C among octets. */
  static boolean asksToStop(byte[] octets, int from, int length) {
    for (int i = from; i < from + length; i++) {
      if (octets[i] == END_OF_TEXT) {
        return true;
      }
    }
    return false;
  }

  synchronized void add(byte[] octets, int from, int length) {
    unread.write(octets, from, length);
  }

  synchronized boolean isEmpty() {
    return unread.size() == 0;
  }

  /** Forgets what was typed ahead. */
  void forget() throws IOException {
    takeAll();
  }

  /** All that is there, but for a character that is not whole yet. */
  int[] take() throws IOException {
    byte[] octets = takeAll();
    ByteBuffer all = ByteBuffer.allocate(begun.remaining() + octets.length).put(begun).put(octets);
    all.flip();
    CharBuffer characters = CharBuffer.allocate(all.remaining() + 1);
    decoder.decode(all, characters, false);
    begun = all.slice();
    return characters.flip().codePoints().toArray();
  }

  private byte[] takeAll() throws IOException {
    byte[] octets;
    synchronized (this) {
      octets = unread.toByteArray();
      unread.reset();
    }
    if (octets.length > 0 && channel.isOpen()) {
      channel.getLocalWindow().release(octets.length);
    }
    return octets;
  }
}
