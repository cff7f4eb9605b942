package io.quoin.control.rpc;

import java.io.IOException;

/** What a method says once it is done: the members of one object. */
@FunctionalInterface
interface Answer {

  /** Done, and there is nothing to say. */
  Answer NOTHING = out -> {};

  /** Writes names and values; the object is opened and closed by whoever calls. */
  void write(Out out) throws IOException;
}
