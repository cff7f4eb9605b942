package io.quoin.control.user;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** A change of a file of users, by one program at a time. */
public final class UsersChange implements AutoCloseable {

  private final Path file;
  private final FileChannel channel;

  private UsersChange(Path file, FileChannel channel) {
    this.file = file;
    this.channel = channel;
  }

  /**
   * Begins a change.
   *
   * @throws IOException if another program changes the file, or it cannot be locked
   */
  public static UsersChange of(Path file) throws IOException {
    FileChannel channel =
        FileChannel.open(
            file.resolveSibling(file.getFileName() + ".lock"),
            StandardOpenOption.CREATE,
            StandardOpenOption.WRITE);
    if (!isTaken(channel)) {
      channel.close();
      throw new IOException(file + " is being changed by somebody else; try again");
    }
    return new UsersChange(file, channel);
  }

  private static boolean isTaken(FileChannel channel) throws IOException {
    try {
      return channel.tryLock() != null;
    } catch (OverlappingFileLockException ofThisVirtualMachine) {
      return false;
    }
  }

  /** The users as they are, and stay as long as this is not written. */
  public Users users() throws IOException {
    return Users.read(file);
  }

  /** Writes the file anew; after a power cut it is the old one or the new one. */
  public void write(Users users) throws IOException {
    users.write(file);
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
