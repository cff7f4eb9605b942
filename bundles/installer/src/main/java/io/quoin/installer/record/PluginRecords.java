package io.quoin.installer.record;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** The file that says what is installed. */
public final class PluginRecords {

  private final Path file;
  private final Disk disk;

  /**
   * The record of a folder.
   *
   * @param folder that exists
   * @param disk writes it
   */
  public PluginRecords(Path folder, Disk disk) {
    this.file = folder.resolve("plugins");
    this.disk = disk;
  }

  /**
   * Its name.
   *
   * @return for messages
   */
  public Path file() {
    return file;
  }

  /**
   * What is installed.
   *
   * @return nothing if there is no record
   * @throws IOException if it cannot be read, or says something else
   */
  public Remembered load() throws IOException {
    if (!Files.exists(file)) {
      return Remembered.NOTHING;
    }
    try (InputStream in = Files.newInputStream(file)) {
      byte[] bytes = in.readNBytes(RecordCodec.LARGEST + 1);
      if (bytes.length > RecordCodec.LARGEST) {
        throw new IOException("it has more than " + RecordCodec.LARGEST + " bytes");
      }
      return RecordCodec.decode(bytes);
    } catch (RecordException e) {
      throw new IOException(e.getMessage(), e);
    }
  }

  /**
   * Remembers what is installed; returns when that survives a power cut.
   *
   * @param remembered all of it
   * @throws IOException if it cannot be written; what was remembered before still is then, or this
   */
  public void save(Remembered remembered) throws IOException {
    disk.replace(file, RecordCodec.encode(remembered));
  }
}
