package io.quoin.ledger.local;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.TRUNCATE_EXISTING;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.zip.CRC32C;

/**
 * Records in a file, each with its length and CRC-32C before it. A record counts once it has been
 * synced; what a power cut leaves of one that was not is cut off when the file is opened. Locked
 * against a second holder, also in the same virtual machine.
 */
final class LedgerLog implements AutoCloseable {

  private static final int HEAD = 8;

  private final Path file;
  private final FileChannel lock;
  private final FileChannel channel;
  private final List<LedgerRecord> kept;
  private long end;
  private boolean broken;

  private LedgerLog(Path file, FileChannel lock, FileChannel channel) throws IOException {
    this.file = file;
    this.lock = lock;
    this.channel = channel;
    this.kept = read();
    if (channel.size() > end) {
      channel.truncate(end);
      channel.force(true);
    }
  }

  /**
   * Opens a file, which is made if it is missing.
   *
   * @param first what a new file begins with
   * @throws IOException if another holds it, it cannot be read, or it is no ledger's
   */
  static LedgerLog open(Path file, Supplier<LedgerRecord.Genesis> first) throws IOException {
    Path directory = file.toAbsolutePath().getParent();
    Files.createDirectories(directory);
    FileChannel lock = FileChannel.open(beside(file, ".lock"), CREATE, WRITE);
    try {
      if (!locked(lock)) {
        throw new IOException(file + " is in use; stop the other platform, or share its ledger");
      }
      if (Files.notExists(file)) {
        create(file, first.get());
        sync(directory);
      }
      return new LedgerLog(file, lock, FileChannel.open(file, READ, WRITE));
    } catch (IOException e) {
      lock.close();
      throw e;
    }
  }

  private static Path beside(Path file, String suffix) {
    return file.resolveSibling(file.getFileName() + suffix);
  }

  private static boolean locked(FileChannel lock) throws IOException {
    try {
      return lock.tryLock() != null;
    } catch (OverlappingFileLockException ofThisVirtualMachine) {
      return false;
    }
  }

  private static void create(Path file, LedgerRecord.Genesis first) throws IOException {
    Path draft = beside(file, ".new");
    try (FileChannel out = FileChannel.open(draft, CREATE, TRUNCATE_EXISTING, WRITE)) {
      write(out, framed(first), 0);
      out.force(true);
    }
    Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
  }

  private static void sync(Path directory) throws IOException {
    try (FileChannel channel = FileChannel.open(directory, READ)) {
      channel.force(true);
    }
  }

  /** What was on disk when it was opened; the first is the genesis. */
  List<LedgerRecord> records() {
    return kept;
  }

  private List<LedgerRecord> read() throws IOException {
    List<LedgerRecord> records = new ArrayList<>();
    ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file));
    boolean whole = true;
    while (whole && bytes.remaining() >= HEAD) {
      int length = bytes.getInt();
      int checksum = bytes.getInt();
      whole = length > 0 && length <= bytes.remaining();
      if (whole) {
        ByteBuffer payload = bytes.slice(bytes.position(), length);
        whole = checksum(payload) == checksum;
        if (whole) {
          records.add(decoded(payload));
          bytes.position(bytes.position() + length);
          end = bytes.position();
        }
      }
    }
    // Records are synced one by one: a power cut spoils the last one only.
    if (records.isEmpty() || bytes.limit() - end > HEAD + LedgerRecord.LONGEST) {
      throw new IOException(file + " is damaged at byte " + end + " or no ledger; restore a copy");
    }
    if (!(records.get(0) instanceof LedgerRecord.Genesis)) {
      throw new IOException(file + " is no ledger: it does not begin with its making");
    }
    return records;
  }

  private LedgerRecord decoded(ByteBuffer payload) throws IOException {
    try {
      return LedgerRecord.decode(payload);
    } catch (IllegalArgumentException | BufferUnderflowException e) {
      throw new IOException(file + " is of another version or no ledger: " + e.getMessage(), e);
    }
  }

  private static int checksum(ByteBuffer payload) {
    CRC32C crc = new CRC32C();
    crc.update(payload.duplicate());
    return (int) crc.getValue();
  }

  /**
   * Keeps a record: when this returns, it survives a power cut.
   *
   * @throws IOException if it may not be kept; all that follow fail then, until the file is opened
   *     again
   */
  void append(LedgerRecord happened) throws IOException {
    if (broken) {
      throw new IOException(file + " failed before; start again when its disk is well");
    }
    broken = true;
    ByteBuffer whole = framed(happened);
    int length = whole.remaining();
    write(channel, whole, end);
    channel.force(true);
    end += length;
    broken = false;
  }

  private static ByteBuffer framed(LedgerRecord happened) {
    ByteBuffer payload = happened.encoded();
    return ByteBuffer.allocate(HEAD + payload.remaining())
        .putInt(payload.remaining())
        .putInt(checksum(payload))
        .put(payload)
        .flip();
  }

  private static void write(FileChannel channel, ByteBuffer bytes, long position)
      throws IOException {
    long at = position;
    while (bytes.hasRemaining()) {
      at += channel.write(bytes, at);
    }
  }

  @Override
  public void close() throws IOException {
    try (lock) {
      channel.close();
    }
  }
}
