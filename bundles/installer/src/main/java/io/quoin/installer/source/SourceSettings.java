package io.quoin.installer.source;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Where plugins may be looked for.
 *
 * @param indexes of OSGi repositories, in the order they are asked
 * @param mavenLocal the local Maven repository
 * @param mavenRemote asked for what is not there; empty for none
 * @param patience for everything that one order has fetched
 */
public record SourceSettings(
    List<URI> indexes, Path mavenLocal, Optional<URI> mavenRemote, Duration patience) {

  /** Keeps copies. */
  public SourceSettings {
    indexes = List.copyOf(indexes);
  }
}
