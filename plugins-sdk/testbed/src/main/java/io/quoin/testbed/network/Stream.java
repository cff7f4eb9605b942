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
 * <p>Beside its message each place has its size, so that messages themselves are looked at twice
 * only, when they are sent and when they are read; and a time: that of arrival while it flies, and
 * when the sender knows of it once it was read.
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

  /** Of each place the time, then the size: less than zero for a block's payload. */
  private long[] numbers = new long[2 * FIRST_ROOM];

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

  /** Bytes of a message that is no block. */
  private static long size(Message message) {
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

  private void append(Message message, long size) {
    if (end - acknowledged == messages.length) {
      openWindow();
    }
    if (end - acknowledged == messages.length) {
      grow();
    }
    int at = end & messages.length - 1;
    messages[at] = message;
    numbers[2 * at + 1] = size;
    end++;
  }

  private void grow() {
    Message[] moved = new Message[2 * messages.length];
    long[] movedNumbers = new long[2 * moved.length];
    for (int i = acknowledged; i != end; i++) {
      int from = i & messages.length - 1;
      int to = i & moved.length - 1;
      moved[to] = messages[from];
      movedNumbers[2 * to] = numbers[2 * from];
      movedNumbers[2 * to + 1] = numbers[2 * from + 1];
    }
    messages = moved;
    numbers = movedNumbers;
  }

  private Message message(int place) {
    return messages[place & messages.length - 1];
  }

  /** Takes the message out of its place; what else is known of it stays. */
  private Message takeMessage(int place) {
    int at = place & messages.length - 1;
    Message message = messages[at];
    messages[at] = null;
    return message;
  }

  private long time(int place) {
    return numbers[2 * (place & messages.length - 1)];
  }

  private void time(int place, long time) {
    numbers[2 * (place & messages.length - 1)] = time;
  }

  private boolean isBlock(int place) {
    return numbers[2 * (place & messages.length - 1) + 1] < 0;
  }

  /** Payload bytes of a block. */
  private long payload(int place) {
    return -numbers[2 * (place & messages.length - 1) + 1];
  }

  /** Bytes on the wire. */
  private long size(int place) {
    long size = numbers[2 * (place & messages.length - 1) + 1];
    return size < 0 ? BLOCK_HEAD - size : size;
  }

  // --- waiting for the window ---

  void send(Message message) {
    if (message instanceof Message.Piece piece) {
      unsent += piece.length();
      append(message, -piece.length());
    } else {
      long size = size(message);
      unsentMessages += size;
      append(message, size);
    }
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
    while (handed != flushed && fits(handed)) {
      Message message = message(handed);
      if (message instanceof Message.Piece piece) {
        underWay += piece.length();
        atUplink += piece.length();
        unsent -= piece.length();
        piece.payload().done();
        sender.here().sentPayload(piece.length());
        handed++;
      } else {
        long size = size(handed);
        unsentMessages -= size;
        sender.here().sentMessage(size, message instanceof Message.Extended);
        handed++;
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

  private boolean fits(int place) {
    return underWay == 0 || !isBlock(place) || underWay + payload(place) <= window;
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
    append(END, size(END));
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
      timeline.at(time(acknowledged), acknowledgements);
    }
  }

  private void acknowledgementsDue() {
    acknowledgementPlanned = false;
    hand();
  }

  /** Takes note of what the other end has read, as far as word of it has come back. */
  private void openWindow() {
    while (acknowledged != read && time(acknowledged) <= timeline.now()) {
      if (isBlock(acknowledged)) {
        long payload = payload(acknowledged);
        underWay -= payload;
        if (handed != flushed && 2 * atUplink <= window) {
          window = Math.min(path.room(), window + payload);
        }
      }
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

  /** Blocks that may go up together: where packets are lost, one at a time. */
  int departing(int most) {
    int blocks = 1;
    int together = path.cap() < Double.POSITIVE_INFINITY ? 1 : most;
    while (blocks < together && departed + blocks != handed && isBlock(departed + blocks)) {
      blocks++;
    }
    return blocks;
  }

  /** Bytes of the next blocks. */
  long departingSize(int blocks) {
    long size = 0;
    for (int i = 0; i < blocks; i++) {
      size += size(departed + i);
    }
    return size;
  }

  /** The next blocks are on the uplink, until then; what follows them comes right after them. */
  void depart(int blocks, long until) {
    long delay = path.blockDelay(network.random());
    for (int i = 0; i < blocks; i++) {
      long payload = payload(departed);
      atUplink -= payload;
      if (path.cap() < Double.POSITIVE_INFINITY) {
        long pace = (long) (1e9 * payload / path.cap());
        notBefore = Math.max(notBefore, timeline.now()) + pace;
      }
      flyUntil(until + delay);
    }
    while (departed != handed && !isBlock(departed)) {
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
    up.charge(size(departed));
    flyUntil(from + path.delay(network.random()));
  }

  private void flyUntil(long arrival) {
    lastArrival = Math.max(lastArrival, arrival);
    time(departed++, lastArrival);
    planArrival();
  }

  private void planArrival() {
    if (!arrivalPlanned && arrived != departed) {
      arrivalPlanned = true;
      timeline.at(time(arrived), arrivals);
    }
  }

  private void arrivalsDue() {
    while (arrived != departed && time(arrived) <= timeline.now()) {
      arrive();
    }
    receiver.readDone();
    arrivalPlanned = false;
    planArrival();
  }

  // --- the downlink ---

  private void arrive() {
    boolean first = admitted == arrived;
    boolean block = isBlock(arrived);
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
    while (admitted != arrived && !isBlock(admitted)) {
      admit();
    }
    if (admitted != arrived) {
      down.lineUp(this);
    }
    receiver.readDone();
  }

  private void admit() {
    down.charge(size(admitted));
    boolean atOnce = read == admitted;
    admitted++;
    if (atOnce && receiver.reads()) {
      readNext();
    }
  }

  /** Nobody reads any more. */
  private void skipAll() {
    admitted = arrived;
    while (read != arrived) {
      takeMessage(read++);
    }
  }

  // --- reading ---

  /** Whether something has come that is not read. */
  boolean hasUnread() {
    return read != admitted;
  }

  /** Has the receiver read the next message; there is one. */
  void readNext() {
    Message message = takeMessage(read);
    time(read, timeline.now() + path.latency());
    read++;
    receiver.read(message);
    if (starved) {
      planAcknowledgement();
    }
  }

  /** The receiver has closed its end: nothing is kept for it. */
  void forget() {
    skipAll();
    acknowledged = read;
  }
}
