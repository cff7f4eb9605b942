package io.quoin.platform;

import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.apache.felix.cm.json.io.Configurations;

/**
 * One component's configuration as JSON: {@code PID.cfg.json}, or {@code FACTORY~NAME.cfg.json}.
 */
public final class EtcFile {

  static final String SUFFIX = ".cfg.json";

  private static final long MAX_BYTES = 1 << 20;

  private EtcFile() {}

  static String pid(Path file) {
    String name = file.getFileName().toString();
    return name.substring(0, name.length() - SUFFIX.length());
  }

  /**
   * What the file of a component says, as it stands there: no bundle has checked it.
   *
   * @param folder of configuration files
   * @param pid of the component
   * @return values by key; empty if there is no such file
   * @throws PlatformException {@code BAD_CONFIGURATION} if it cannot be read
   */
  public static Map<String, Object> read(Path folder, String pid) throws PlatformException {
    Path file = folder.resolve(pid + SUFFIX);
    return Files.exists(file) ? read(file) : Map.of();
  }

  static Map<String, Object> read(Path file) throws PlatformException {
    try {
      if (Files.size(file) > MAX_BYTES) {
        throw new IOException("it is longer than " + MAX_BYTES + " bytes");
      }
      try (Reader in = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
        return new HashMap<>(
            Configurations.buildReader()
                .withIdentifier(file.toString())
                .build(in)
                .readConfiguration());
      }
    } catch (IOException e) {
      throw new PlatformException(
          PlatformException.Code.BAD_CONFIGURATION, file + " cannot be read: " + e.getMessage(), e);
    }
  }
}
