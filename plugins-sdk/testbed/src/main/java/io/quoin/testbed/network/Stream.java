package io.quoin.testbed.network;

import io.quoin.protocol.swarm.Message;

/**
 * One direction of a connection, from one end's {@code send} to the other's reading. All that is in
 * it is in one ring, in order; what passes from one stage to the next only moves a mark:
 *
 * <pre>
 *   acknowledged  read        admitted    arrived     departed    handed       flushed     end
 *        | window is | not read  | waits for | flies     | waits for | waits for  | waits for |
 *        | not told  | yet       | downlink  |           | uplink    | the window | flush     |
 * </pre>
 *
 * <p>Each place has a number beside its message: the time of arrival while it flies, and when the
 * sender knows of it once it was read.
 */
final class Stream {
  /** A block's head on the wire. */
  static final long BLOCK_HEAD = 13;

  /** Stands for the end of the stream. */
  static final Message END = new Message.Unknown(-1);

  private static final int FIRST_ROOM = 8;

  private final Network network;
  private final Timeline timeline;
  private final Path path;
  private final VirtualLink sender;
  private final VirtualLink receiver;
  private final Uplink up;
  private final Downlink down;
  private final Runnable arrivals = this::arrivalsDue;
  private final Runnable acknowledgements = this::acknowledgementsDue;

  private Message[] messages = new Message[FIRST_ROOM];
  private long[] numbers = new long[FIRST_ROOM];
  private int acknowledged;
  private int read;
  private int admitted;
  private int arrived;
  private int departed;
  private int handed;
  private int flushed;
  private int end;

  private long unsent;
  private long unsentMessages;
  private long window = Path.LEAST_ROOM;
  private long underWay;
  private long atUplink;
  private long notBefore;
  private long lastArrival;
  private boolean inTurn;
  private boolean starved;
  private boolean arrivalPlanned;
  private boolean acknowledgementPlanned;

  Stream(Network network, VirtualLink sender, VirtualLink receiver) {
    this.network = network;
    this.timeline = network.timeline();
    this.sender = sender;
    this.receiver = receiver;
    this.path = Path.between(sender.here().access(), receiver.here().access());
    this.up = sender.here().up();
    this.down = receiver.here().down();
  }

  private static long size(Message message) {
    if (message instanceof Message.Piece piece) {
      return BLOCK_HEAD + piece.length();
    }
    if (message instanceof Message.Have) {
      return 9;
    }
    if (message instanceof Message.Extended extended) {
      return 6L + extended.body().remaining();
    }
    if (message instanceof Message.Bitfield field) {
      return 5L + field.bits().remaining();
    }
    return message instanceof Enum ? 5 : 17;
  }

  // --- the ring ---

  private void append(Message message) {
    if (end - acknowledged == messages.length) {
      openWindow();
    }
    if (end - acknowledged == messages.length) {
      grow();
    }
    messages[end & messages.length - 1] = message;
    end++;
  }

  private void grow() {
    Message[] moved = new Message[2 * messages.length];
    long[] movedNumbers = new long[moved.length];
    for (int i = acknowledged; i != end; i++) {
      moved[i & moved.length - 1] = messages[i & messages.length - 1];
      movedNumbers[i & moved.length - 1] = numbers[i & messages.length - 1];
    }
    messages = moved;
    numbers = movedNumbers;
  }

  private Message message(int place) {
    return messages[place & messages.length - 1];
  }

  private long number(int place) {
    return numbers[place & messages.length - 1];
  }

  private void number(int place, long number) {
    numbers[place & messages.length - 1] = number;
  }

  // --- waiting for the window ---

  void send(Message message) {
    if (message instanceof Message.Piece piece) {
      unsent += piece.length();
    } else {
      unsentMessages += size(message);
    }
    append(message);
  }

  void flush() {
    flushed = end;
    hand();
  }

  /** Payload bytes that are not handed to the socket. */
  long unsent() {
    return unsent;
  }

  /** Bytes of other messages that are not handed to the socket. */
  long unsentMessages() {
    return unsentMessages;
  }

  /** Hands to the socket what the window lets pass. */
  private void hand() {
    openWindow();
    while (handed != flushed && fits(message(handed))) {
      Message message = message(handed++);
      if (message instanceof Message.Piece piece) {
        underWay += piece.length();
        atUplink += piece.length();
        unsent -= piece.length();
        piece.payload().done();
        sender.here().sentPayload(piece.length());
      } else {
        long size = size(message);
        unsentMessages -= size;
        sender.here().sentMessage(size, message instanceof Message.Extended);
        goWithoutWaiting();
      }
    }
    lineUp();
    starved = handed != flushed && !inTurn;
    if (starved) {
      planAcknowledgement();
    }
    sender.drained(unsent);
  }

  private boolean fits(Message message) {
    return !(message instanceof Message.Piece piece)
        || underWay == 0
        || underWay + piece.length() <= window;
  }

  /** A message that is no block goes at once, unless blocks are before it. */
  private void goWithoutWaiting() {
    if (departed == handed - 1) {
      fly(timeline.now());
    }
  }

  /** What is not handed to the socket is dropped, and the stream ends with what is. */
  void finish() {
    dropUnsent();
    append(END);
    handed++;
    flushed = handed;
    goWithoutWaiting();
  }

  /** Nobody listens at the other end: nothing goes out any more. */
  void stop() {
    dropUnsent();
    end = departed;
    handed = departed;
    flushed = departed;
  }

  private void dropUnsent() {
    while (end != handed) {
      end--;
      if (message(end) instanceof Message.Piece piece) {
        piece.payload().done();
      }
    }
    flushed = handed;
    unsent = 0;
    unsentMessages = 0;
  }

  // --- the window ---

  private void planAcknowledgement() {
    if (!acknowledgementPlanned && acknowledged != read) {
      acknowledgementPlanned = true;
      timeline.at(number(acknowledged), acknowledgements);
    }
  }

  private void acknowledgementsDue() {
    acknowledgementPlanned = false;
    hand();
  }

  /** Takes note of what the other end has read, as far as word of it has come back. */
  private void openWindow() {
    while (acknowledged != read && number(acknowledged) <= timeline.now()) {
      if (message(acknowledged) instanceof Message.Piece piece) {
        underWay -= piece.length();
        if (handed != flushed && 2 * atUplink <= window) {
          window = Math.min(path.room(), window + piece.length());
        }
      }
      messages[acknowledged & messages.length - 1] = null;
      acknowledged++;
    }
  }

  // --- the uplink ---

  private void lineUp() {
    if (!inTurn && departed != handed) {
      inTurn = true;
      up.lineUp(this);
    }
  }

  /** Whether there is a block for the uplink now. If loss forbids it the stream comes again. */
  boolean mayDepart() {
    if (departed == handed) {
      inTurn = false;
    } else if (notBefore > timeline.now()) {
      timeline.at(notBefore, () -> up.lineUp(this));
    } else {
      return true;
    }
    return false;
  }

  /** Bytes of the block that is next. */
  long departingSize() {
    return size(message(departed));
  }

  /** The next block is on the uplink, until then; what follows it comes right after it. */
  void depart(long until) {
    Message.Piece piece = (Message.Piece) message(departed);
    atUplink -= piece.length();
    if (path.cap() < Double.POSITIVE_INFINITY) {
      long pace = (long) (1e9 * piece.length() / path.cap());
      notBefore = Math.max(notBefore, timeline.now()) + pace;
    }
    flyUntil(until + path.blockDelay(network.random()));
    while (departed != handed && !(message(departed) instanceof Message.Piece)) {
      fly(until);
    }
  }

  /** The uplink is done with the block. */
  void departed() {
    inTurn = false;
    hand();
  }

  // --- the way ---

  private void fly(long from) {
    up.charge(size(message(departed)));
    flyUntil(from + path.delay(network.random()));
  }

  private void flyUntil(long arrival) {
    lastArrival = Math.max(lastArrival, arrival);
    number(departed++, lastArrival);
    planArrival();
  }

  private void planArrival() {
    if (!arrivalPlanned && arrived != departed) {
      arrivalPlanned = true;
      timeline.at(number(arrived), arrivals);
    }
  }

  private void arrivalsDue() {
    while (arrived != departed && number(arrived) <= timeline.now()) {
      arrive();
    }
    receiver.readDone();
    arrivalPlanned = false;
    planArrival();
  }

  // --- the downlink ---

  private void arrive() {
    boolean first = admitted == arrived;
    boolean block = message(arrived) instanceof Message.Piece;
    arrived++;
    if (receiver.isClosed()) {
      skipAll();
    } else if (first && block && !down.isFree()) {
      down.lineUp(this);
    } else if (first) {
      admit();
    }
  }

  /** The downlink has room for the next block. */
  void passOn() {
    if (receiver.isClosed()) {
      skipAll();
      return;
    }
    admit();
    while (admitted != arrived && !(message(admitted) instanceof Message.Piece)) {
      admit();
    }
    if (admitted != arrived) {
      down.lineUp(this);
    }
    receiver.readDone();
  }

  private void admit() {
    down.charge(size(message(admitted)));
    boolean atOnce = read == admitted;
    admitted++;
    if (atOnce && receiver.reads()) {
      readNext();
    }
  }

  /** Nobody reads any more. */
  private void skipAll() {
    admitted = arrived;
    read = arrived;
  }

  // --- reading ---

  /** Whether something has come that is not read. */
  boolean hasUnread() {
    return read != admitted;
  }

  /** Has the receiver read the next message; there is one. */
  void readNext() {
    Message message = message(read);
    number(read, timeline.now() + path.latency());
    read++;
    receiver.read(message);
    if (starved) {
      planAcknowledgement();
    }
  }

  /** The receiver has closed its end: nothing is kept for it. */
  void forget() {
    skipAll();
    while (acknowledged != read) {
      messages[acknowledged & messages.length - 1] = null;
      acknowledged++;
    }
  }
}
