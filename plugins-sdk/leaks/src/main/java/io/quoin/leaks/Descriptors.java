package io.quoin.leaks;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Open descriptors by what they point to, on Linux; elsewhere none. Left out is what the virtual
 * machine opens when it first needs it: devices, and the jars of the class path.
 */
public final class Descriptors implements Holdings {

  private static final Path OPEN = Path.of("/proc/self/fd");

  /** The number of a socket says nothing to anybody: {@code socket:[123]} is a socket. */
  private static final Pattern NUMBER = Pattern.compile(":\\[\\d+]$");

  private final Set<String> classPath =
      Set.of(System.getProperty("java.class.path").split(Pattern.quote(File.pathSeparator)));

  /** The JDK keeps a socket for itself from the first channel on. */
  public Descriptors() {
    try (Selector selector = Selector.open();
        SocketChannel channel = SocketChannel.open()) {
      channel.configureBlocking(false).register(selector, 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public List<Held> now() {
    List<Held> open = new ArrayList<>();
    if (!Files.isDirectory(OPEN)) {
      return open;
    }
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(OPEN)) {
      for (Path entry : entries) {
        String target = target(entry);
        if (counts(target)) {
          String name = NUMBER.matcher(target).replaceFirst("");
          open.add(new Held("descriptor of " + name, name.equals(target) ? "" : target));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (DirectoryIteratorException e) {
      throw new UncheckedIOException(e.getCause());
    }
    return open;
  }

  /** Where a descriptor points to; nothing if it was closed meanwhile. */
  private static String target(Path entry) {
    try {
      return Files.readSymbolicLink(entry).toString();
    } catch (IOException closed) {
      return "";
    }
  }

  private boolean counts(String target) {
    return !target.isEmpty()
        && !target.startsWith("/dev/")
        && !target.startsWith("/proc/")
        && !classPath.contains(target);
  }
}
