package io.quoin.interop;

import static org.assertj.core.api.Assertions.assertThat;

import io.quoin.metainfo.BDictionary;
import io.quoin.metainfo.BInteger;
import io.quoin.metainfo.Bencode;
import io.quoin.metainfo.BencodeException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * What one end of a connection said, taken apart by BEP 3 and BEP 10. A message that was cut off by
 * the end of the connection is left out.
 *
 * @param plain whether it begins as BEP 3 has it; some begin in another way and come again
 * @param messages id and payload of each; keep-alives are left out
 */
record Speech(boolean plain, List<ByteBuffer> messages) {
  private static final byte[] PROTOCOL =
      "\u0013BitTorrent protocol".getBytes(StandardCharsets.ISO_8859_1);
  private static final int HANDSHAKE = 68;
  private static final int EXTENDED = 20;

  /** BEP 3 and DHT's port, BEP 6, BEP 10, BEP 52. */
  private static final Set<Integer> KNOWN =
      Stream.of(IntStream.rangeClosed(0, 9), IntStream.rangeClosed(13, 17), IntStream.of(20))
          .flatMap(IntStream::boxed)
          .collect(Collectors.toSet());

  static Speech read(Path record) throws IOException {
    ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(record));
    List<ByteBuffer> messages = new ArrayList<>();
    byte[] begin = new byte[Math.min(bytes.remaining(), PROTOCOL.length)];
    bytes.get(begin);
    if (!Arrays.equals(begin, PROTOCOL)) {
      return new Speech(begin.length == 0, messages);
    }
    bytes.position(HANDSHAKE);
    while (bytes.remaining() >= Integer.BYTES
        && bytes.getInt(bytes.position()) <= bytes.remaining() - Integer.BYTES) {
      int length = bytes.getInt();
      if (length > 0) {
        messages.add(bytes.slice(bytes.position(), length));
      }
      bytes.position(bytes.position() + length);
    }
    return new Speech(true, messages);
  }

  private static int id(ByteBuffer message) {
    return Byte.toUnsignedInt(message.get(0));
  }

  private static int extendedId(ByteBuffer message) {
    return Byte.toUnsignedInt(message.get(1));
  }

  private Stream<ByteBuffer> extended() {
    return messages.stream().filter(m -> id(m) == EXTENDED && m.remaining() > 1);
  }

  /** The extension handshakes, in their order. */
  List<BDictionary> handshakes() {
    return extended().filter(m -> extendedId(m) == 0).map(Speech::dictionary).toList();
  }

  private static BDictionary dictionary(ByteBuffer message) {
    byte[] bytes = new byte[message.remaining() - 2];
    message.slice(2, bytes.length).get(bytes);
    try {
      return (BDictionary) Bencode.decode(bytes, Bencode.Mode.TOLERANT, Bencode.Limits.MESSAGE);
    } catch (BencodeException e) {
      throw new AssertionError("an extension handshake that is none", e);
    }
  }

  /** Names of the extension messages that this end takes. */
  Set<String> names() {
    return handshakes().stream()
        .flatMap(h -> h.dictionary("m").stream())
        .flatMap(m -> m.entries().stream())
        .map(e -> e.getKey().text().orElse(""))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private Set<Integer> taken() {
    return handshakes().stream()
        .flatMap(h -> h.dictionary("m").stream())
        .flatMap(m -> m.entries().stream())
        .filter(e -> e.getValue() instanceof BInteger)
        .map(e -> Math.toIntExact(((BInteger) e.getValue()).value()))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** Everything that is said is known to the listener: the protocol, and extensions it named. */
  void isUnderstoodBy(Speech listener) {
    Set<Integer> taken = listener.taken();
    assertThat(messages).allSatisfy(m -> assertThat(KNOWN).contains(id(m)));
    assertThat(extended().map(Speech::extendedId).filter(id -> id != 0))
        .allSatisfy(id -> assertThat(taken).contains(id));
  }
}
