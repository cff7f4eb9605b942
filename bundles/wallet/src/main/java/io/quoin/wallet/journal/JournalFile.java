package io.quoin.wallet.journal;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.WRITE;

import io.quoin.api.journal.JournalException;
import io.quoin.api.journal.JournalException.Code;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A journal's place on disk, held by one holder at a time. The lock is on a file of its own: it
 * also keeps out other platforms of this virtual machine, whose copies of SQLite would not see each
 * other's locks.
 */
final class JournalFile {

  private static final Logger LOG = LoggerFactory.getLogger(JournalFile.class);

  private final Path file;
  private final Owner owner;
  private final Connector connector;
  private final FileChannel lock;

  private JournalFile(Path file, Owner owner, Connector connector, FileChannel lock) {
    this.file = file;
    this.owner = owner;
    this.connector = connector;
    this.lock = lock;
  }

  /** Opens a connection to a file that need not be there. */
  interface Connector {
    Connection open(Path file) throws SQLException;
  }

  /**
   * Takes the lock of an owner's journal.
   *
   * @throws JournalException {@code IN_USE} if another has it, {@code STORAGE}
   */
  static JournalFile hold(Path directory, Owner owner, Connector connector)
      throws JournalException {
    Path file = directory.resolve(owner.fileName());
    try {
      Files.createDirectories(directory);
      FileChannel lock =
          FileChannel.open(directory.resolve(owner.fileName() + ".lock"), CREATE, WRITE);
      if (!taken(lock)) {
        lock.close();
        throw new JournalException(
            Code.IN_USE, "the journal " + file + " is in use; stop the other platform first");
      }
      return new JournalFile(file, owner, connector, lock);
    } catch (IOException e) {
      throw new JournalException(
          Code.STORAGE, "the journal " + file + " cannot be locked: " + e.getMessage(), e);
    }
  }

  private static boolean taken(FileChannel lock) throws IOException {
    try {
      return lock.tryLock() != null;
    } catch (OverlappingFileLockException ofThisVirtualMachine) {
      return false;
    }
  }

  /** Opens the file, which is made if it is missing. */
  Database open() throws SQLException {
    Database database = new Database(connector.open(file));
    try {
      Schema.ensure(database, owner);
      return database;
    } catch (SQLException e) {
      database.close();
      throw new SQLException(file + " cannot be used: " + e.getMessage(), e);
    }
  }

  @Override
  public String toString() {
    return file.toString();
  }

  /** Lets another take it. */
  void letGo() {
    try {
      lock.close();
    } catch (IOException e) {
      LOG.warn("The lock of the journal {} was not given back: {}", file, e.getMessage());
    }
  }
}
