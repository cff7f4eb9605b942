package io.quoin.protocol.swarm;

import java.nio.ByteBuffer;
import java.util.SplittableRandom;

/** Messages that may or may not make sense. */
final class RandomMessages {
  private final SplittableRandom random;
  private final int pieces;
  private final int pieceLength;

  RandomMessages(int seed, int pieces, int pieceLength) {
    this.random = new SplittableRandom(seed);
    this.pieces = pieces;
    this.pieceLength = pieceLength;
  }

  Message next() {
    return switch (random.nextInt(20)) {
      case 0 -> Message.Choke.INSTANCE;
      case 1, 2 -> Message.Unchoke.INSTANCE;
      case 3, 4 -> Message.Interested.INSTANCE;
      case 5 -> Message.NotInterested.INSTANCE;
      case 6, 7 -> new Message.Have(piece());
      case 8 -> random.nextInt(10) == 0 ? Message.HaveAll.INSTANCE : Message.KeepAlive.INSTANCE;
      case 9, 10 -> new Message.Request(piece(), begin(), length());
      case 11 -> new Message.Cancel(piece(), begin(), length());
      case 12 -> new Message.Reject(piece(), begin(), length());
      case 13 -> new Message.AllowedFast(piece());
      case 14 -> new Message.Suggest(piece());
      case 15 -> new Message.Port(random.nextInt(65_536));
      case 16 -> new Message.Extended(random.nextInt(4), bytes(random.nextInt(40)));
      case 17 -> new Message.Unknown(99);
      default -> {
        int length = length();
        yield length > 0 && length < 40_000
            ? block(piece(), begin(), length)
            : Message.KeepAlive.INSTANCE;
      }
    };
  }

  private int piece() {
    return random.nextInt(40) == 0 ? random.nextInt() : random.nextInt(pieces);
  }

  private int begin() {
    return random.nextInt(40) == 0 ? random.nextInt() : random.nextInt(2) * 16_384;
  }

  private int length() {
    return random.nextInt(40) == 0 ? random.nextInt(-5, pieceLength * 2) : 16_384;
  }

  private ByteBuffer bytes(int count) {
    byte[] bytes = new byte[count];
    random.nextBytes(bytes);
    return ByteBuffer.wrap(bytes);
  }

  private Message block(int piece, int begin, int length) {
    ByteBuffer body = bytes(length);
    return new Message.Piece(
        piece,
        begin,
        length,
        new Payload() {
          @Override
          public ByteBuffer bytes() {
            return body.duplicate();
          }

          @Override
          public void done() {
            // Nothing was borrowed.
          }
        });
  }
}
