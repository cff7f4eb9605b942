package io.quoin.storage;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** How much memory, and how many threads and files, storage uses. */
@ObjectClassDefinition(
    name = "Quoin storage",
    description = "Piece memory, hashing and file access, for all torrents together")
public @interface StorageConfig {

  /**
   * Piece memory.
   *
   * @return MiB
   */
  @AttributeDefinition(
      name = "Piece memory",
      description =
          "MiB of memory for pieces on their way to disk, 16 to 4096. More helps slow disks and"
              + " many slow peers; it is taken only when it is needed.",
      min = "16",
      max = "4096")
  int budget_mib() default 64;

  /**
   * Hashing and writing threads.
   *
   * @return number, 0 for automatic
   */
  @AttributeDefinition(
      name = "Lanes",
      description =
          "Threads that hash and write pieces, 0 to 64. 0 takes half of the cores, at least two, so"
              + " that one hashes while the other writes.",
      min = "0",
      max = "64")
  int lanes() default 0;

  /**
   * Reading threads.
   *
   * @return number
   */
  @AttributeDefinition(
      name = "Readers",
      description =
          "Threads that read for uploads, 1 to 64. More help disks that serve many requests at"
              + " once.",
      min = "1",
      max = "64")
  int readers() default 4;

  /**
   * Checking threads.
   *
   * @return number, 0 for automatic
   */
  @AttributeDefinition(
      name = "Checkers",
      description =
          "Threads that check data that is there, 0 to 64. 0 takes one for each core; 1 suits a"
              + " single rotating disk.",
      min = "0",
      max = "64")
  int checkers() default 0;

  /**
   * Read-ahead memory.
   *
   * @return MiB
   */
  @AttributeDefinition(
      name = "Read-ahead",
      description =
          "MiB of memory for what was read ahead for uploads, 4 to 1024, in buffers of 256 KiB.",
      min = "4",
      max = "1024")
  int read_ahead_mib() default 16;

  /**
   * Open files.
   *
   * @return number
   */
  @AttributeDefinition(
      name = "Open files",
      description = "Files kept open over all torrents, 16 to 100000. The system's limit applies.",
      min = "16",
      max = "100000")
  int open_files() default 256;

  /**
   * Longest call to a storage provider.
   *
   * @return seconds
   */
  @AttributeDefinition(
      name = "Hanging store",
      description =
          "Seconds that a call to a storage provider may take before its torrent is paused, 1 to"
              + " 3600. Disks that spin up and network shares that reconnect need some.",
      min = "1",
      max = "3600")
  int hang_seconds() default 30;
}
