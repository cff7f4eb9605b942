package io.quoin.control.events;

/**
 * Something that happened.
 *
 * @param id names it among all; empty if it is not to be gone on from
 * @param type what kind
 * @param json what exactly, an object on one line
 */
record Happening(String id, String type, String json) {

  /** Tells a follower that it has missed something. */
  static final String RESYNC = "resync";

  static Happening resync(String id) {
    return new Happening(id, RESYNC, "{}");
  }

  /** As the stream has it; ends with an empty line. */
  String text() {
    return (id.isEmpty() ? "" : "id: " + id + "\n") + "event: " + type + "\ndata: " + json + "\n\n";
  }
}
