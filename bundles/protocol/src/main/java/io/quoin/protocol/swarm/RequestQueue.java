package io.quoin.protocol.swarm;

import java.util.Optional;
import java.util.function.Consumer;

/**
 * The requests that a peer has neither answered nor given up, oldest first. The requests themselves
 * are linked: the one that is answered next is one step away, and each leaves in constant time.
 */
final class RequestQueue {
  private BlockRequest first;
  private BlockRequest last;
  private int size;

  int size() {
    return size;
  }

  boolean isEmpty() {
    return size == 0;
  }

  void add(BlockRequest request) {
    request.before = last;
    if (last == null) {
      first = request;
    } else {
      last.after = request;
    }
    last = request;
    size++;
  }

  /** Takes the oldest request off; there is one. */
  BlockRequest removeFirst() {
    BlockRequest oldest = first;
    remove(oldest);
    return oldest;
  }

  /** Takes a request off, if it is in the queue. */
  void remove(BlockRequest request) {
    if (request.before == null && first != request) {
      return;
    }
    if (request.before == null) {
      first = request.after;
    } else {
      request.before.after = request.after;
    }
    if (request.after == null) {
      last = request.before;
    } else {
      request.after.before = request.before;
    }
    request.before = null;
    request.after = null;
    size--;
  }

  /** The oldest request for a block. */
  Optional<BlockRequest> find(int piece, int begin, int length) {
    BlockRequest request = first;
    while (request != null && !request.is(piece, begin, length)) {
      request = request.after;
    }
    return Optional.ofNullable(request);
  }

  void forEach(Consumer<BlockRequest> action) {
    BlockRequest request = first;
    while (request != null) {
      BlockRequest next = request.after;
      action.accept(request);
      request = next;
    }
  }
}
