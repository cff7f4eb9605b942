package io.quoin.installer;

import io.quoin.installer.record.Disk;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.Optional;

/**
 * A disk on which the power is cut before one of its steps. What was being written then is there in
 * half, and names that nobody synced are the new ones or the old ones.
 */
final class MortalDisk implements Disk {

  private final boolean losing;
  private final Deque<Change> unsynced = new ArrayDeque<>();
  private int left;
  private boolean dead;

  /** Everything ends here. */
  static final class PowerCut extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  private record Change(Path file, Optional<Content> before) {}

  /** An array has no value of its own. */
  private static final class Content {
    private final byte[] bytes;

    Content(byte[] bytes) {
      this.bytes = bytes;
    }
  }

  /**
   * A disk that ends.
   *
   * @param steps after so many
   * @param losing whether names that were not synced are the old ones afterwards
   */
  MortalDisk(int steps, boolean losing) {
    this.left = steps;
    this.losing = losing;
  }

  boolean dead() {
    return dead;
  }

  private boolean last() {
    if (dead) {
      throw new PowerCut();
    }
    left--;
    return left < 0;
  }

  private PowerCut die() throws IOException {
    dead = true;
    while (losing && !unsynced.isEmpty()) {
      Change change = unsynced.removeLast();
      if (change.before().isPresent()) {
        Files.write(change.file(), change.before().get().bytes);
      } else {
        Files.deleteIfExists(change.file());
      }
    }
    return new PowerCut();
  }

  private void remember(Path file) throws IOException {
    unsynced.add(
        new Change(
            file,
            Files.exists(file)
                ? Optional.of(new Content(Files.readAllBytes(file)))
                : Optional.empty()));
  }

  @Override
  public void write(Path file, byte[] bytes) throws IOException {
    if (last()) {
      REAL.write(file, Arrays.copyOf(bytes, bytes.length / 2));
      throw die();
    }
    REAL.write(file, bytes);
  }

  @Override
  public void copy(Path from, Path to) throws IOException {
    if (last()) {
      byte[] bytes = Files.readAllBytes(from);
      REAL.write(to, Arrays.copyOf(bytes, bytes.length / 2));
      throw die();
    }
    REAL.copy(from, to);
  }

  @Override
  public void rename(Path from, Path to) throws IOException {
    if (last()) {
      throw die();
    }
    remember(from);
    remember(to);
    REAL.rename(from, to);
  }

  @Override
  public void sync(Path directory) throws IOException {
    if (last()) {
      throw die();
    }
    REAL.sync(directory);
    unsynced.removeIf(change -> change.file().getParent().equals(directory));
  }

  @Override
  public void delete(Path file) throws IOException {
    if (last()) {
      throw die();
    }
    remember(file);
    REAL.delete(file);
  }
}
