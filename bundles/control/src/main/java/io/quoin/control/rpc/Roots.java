package io.quoin.control.rpc;

import io.quoin.control.rpc.RpcFault.Code;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;

/**
 * The directories that callers may name: all, or those below some roots. Links are followed before
 * that is decided.
 */
final class Roots {

  private final List<Path> roots;

  /** Without any root everything is allowed. */
  Roots(List<Path> roots) {
    this.roots = roots.stream().map(root -> real(root.toAbsolutePath().normalize())).toList();
  }

  /** The directory that a text names. */
  Path allowed(String text) throws RpcFault {
    Path path = absolute(text);
    if (!roots.isEmpty() && roots.stream().noneMatch(real(path)::startsWith)) {
      throw RpcFault.invalid(
          "'"
              + path
              + "' is not below an allowed root: choose one of "
              + roots
              + ", or have the operator add one");
    }
    return path;
  }

  private static Path absolute(String text) throws RpcFault {
    try {
      Path path = Path.of(text);
      if (path.isAbsolute()) {
        return path.normalize();
      }
    } catch (InvalidPathException malformed) {
      // No path is no absolute one.
    }
    throw new RpcFault(Code.PATH_NOT_ABSOLUTE, "the path is not absolute: '" + text + "'");
  }

  /** The nearest directory that is there, which the path is or is below. */
  static Path existing(Path path) {
    Path at = path;
    while (at.getParent() != null && !Files.exists(at)) {
      at = at.getParent();
    }
    return at;
  }

  private static Path real(Path path) {
    Path there = existing(path);
    try {
      return there.toRealPath().resolve(there.relativize(path)).normalize();
    } catch (IOException unreadable) {
      return path;
    }
  }
}
