package io.quoin.installer.content;

import io.quoin.api.plugin.PluginCapability;
import io.quoin.api.plugin.PluginException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.apache.felix.utils.manifest.Clause;
import org.apache.felix.utils.manifest.Parser;

/** The header {@code Quoin-Capabilities}. */
final class CapabilityHeader {

  static final String NAME = "Quoin-Capabilities";

  private static final int REASON = 200;

  private final String subject;
  private final Bounds bounds;

  CapabilityHeader(String subject, Bounds bounds) {
    this.subject = subject;
    this.bounds = bounds;
  }

  List<PluginCapability> read(Optional<String> header) throws PluginException {
    List<PluginCapability> declared = new ArrayList<>();
    for (Clause clause : clauses(header)) {
      PluginCapability capability = capability(clause);
      if (declared.stream().noneMatch(capability::sameAs)) {
        declared.add(capability);
      }
    }
    return declared;
  }

  private Clause[] clauses(Optional<String> header) throws PluginException {
    if (header.isEmpty()) {
      return new Clause[0];
    }
    try {
      Clause[] clauses = Parser.parseHeader(header.get());
      if (clauses.length > bounds.capabilities()) {
        throw new PluginException(
            PluginException.Code.TOO_LARGE,
            subject,
            "declares more than " + bounds.capabilities() + " capabilities",
            "a plugin may not; split it");
      }
      return clauses;
    } catch (RuntimeException e) {
      throw wrong("cannot be read: " + e.getMessage());
    }
  }

  private PluginCapability capability(Clause clause) throws PluginException {
    String reason = Optional.ofNullable(clause.getAttribute("reason")).orElse("");
    String name = Optional.ofNullable(clause.getAttribute("name")).orElse("");
    if (reason.length() > REASON) {
      throw wrong("has a reason of more than " + REASON + " characters");
    }
    try {
      return new PluginCapability(kind(clause.getName().strip()), name, reason);
    } catch (IllegalArgumentException e) {
      throw wrong("has '" + clause + "': " + e.getMessage());
    }
  }

  private PluginCapability.Kind kind(String word) throws PluginException {
    for (PluginCapability.Kind kind : PluginCapability.Kind.values()) {
      if (kind.name().toLowerCase(Locale.ROOT).equals(word)) {
        return kind;
      }
    }
    throw wrong(
        "has '" + word + "'; known are service, package, files, sockets, threads and memory");
  }

  private PluginException wrong(String problem) {
    return BundleReader.malformed(subject, "has a " + NAME + " header that " + problem, null);
  }
}
