package io.quoin.protocol.swarm;

import io.quoin.api.lease.Lease;
import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * A run of a piece that was read, or is being read, for one peer's requests. It is given back once
 * nobody will ask for more of it and all its blocks have left.
 */
final class ReadAhead {
  final int piece;
  final int begin;
  final int length;

  /** How many zeros may be asked for after it. */
  private final int zeros;

  private Optional<Lease> lease = Optional.empty();
  private boolean arrived;
  private boolean retired;
  private int leaving;

  ReadAhead(int piece, int begin, int length, int zeros) {
    this.piece = piece;
    this.begin = begin;
    this.length = length;
    this.zeros = zeros;
  }

  boolean covers(Message.Request request) {
    return request.piece() == piece
        && request.begin() >= begin
        && request.begin() + request.length() <= begin + length + zeros;
  }

  boolean arrived() {
    return arrived;
  }

  boolean readable() {
    return lease.isPresent();
  }

  void arrived(Optional<Lease> result) {
    arrived = true;
    lease = result;
    giveBackIfDone();
  }

  /** Nobody will ask for more of it. */
  void retire() {
    retired = true;
    giveBackIfDone();
  }

  /** A block of it, to be sent. */
  Payload block(Message.Request request) {
    leaving++;
    return new Block(request.begin() - begin, request.length());
  }

  private void giveBackIfDone() {
    if (retired && leaving == 0 && lease.isPresent()) {
      lease.get().close();
      lease = Optional.empty();
    }
  }

  private final class Block implements Payload {
    private final int offset;
    private final int size;

    Block(int offset, int size) {
      this.offset = offset;
      this.size = size;
    }

    @Override
    public ByteBuffer bytes() {
      ByteBuffer all = lease.get().buffer();
      int read = Math.min(size, length - offset);
      ByteBuffer block = all.slice(all.position() + offset, read);
      return read == size ? block : ByteBuffer.allocate(size).put(block).rewind();
    }

    @Override
    public void done() {
      leaving--;
      giveBackIfDone();
    }
  }
}
