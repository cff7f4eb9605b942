package io.quoin.installer;

import io.quoin.api.plugin.PluginCapability;
import io.quoin.api.plugin.PluginException;
import io.quoin.api.plugin.PluginException.Code;
import io.quoin.api.plugin.PluginOrder.Growth;
import io.quoin.api.plugin.PluginOrigin;
import io.quoin.api.plugin.PluginSigner;
import io.quoin.installer.record.PluginRecord;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.osgi.framework.Version;
import org.osgi.framework.VersionRange;

/** What may take the place of what. */
final class UpdateRules {

  private UpdateRules() {}

  static void check(PluginRecord old, Candidate next, Growth growth) throws PluginException {
    refuseOther(old, next);
    if (next.origin() != PluginOrigin.PLATFORM) {
      refuseOtherSigner(old, next);
    }
    if (growth == Growth.REFUSED) {
      refuseMore(old, next);
    }
  }

  private static void refuseOther(PluginRecord old, Candidate next) throws PluginException {
    if (!next.content().id().equals(old.id())) {
      throw new PluginException(
          Code.OTHER_PLUGIN,
          next.content().subject(),
          "is another plugin than " + old.id(),
          "install it beside, or remove " + old.id() + " first");
    }
    if (next.content().version().toString().equals(old.version())) {
      throw new PluginException(
          Code.SAME_VERSION,
          next.content().subject(),
          "is installed in this version",
          "if it is meant to be another, raise its version");
    }
  }

  /** A signed plugin is taken over by nobody else, and never by somebody unknown. */
  private static void refuseOtherSigner(PluginRecord old, Candidate next) throws PluginException {
    Optional<String> before = old.signer().map(PluginSigner::fingerprint);
    if (before.isPresent() && !before.equals(next.signer().map(PluginSigner::fingerprint))) {
      throw new PluginException(
          Code.OTHER_SIGNER,
          next.content().subject(),
          "is signed by "
              + next.signer().map(PluginSigner::name).orElse("nobody")
              + ", and the installed version by "
              + old.signer().map(PluginSigner::name).orElseThrow(),
          "if that is meant to be, remove the installed version first");
    }
  }

  private static void refuseMore(PluginRecord old, Candidate next) throws PluginException {
    List<PluginCapability> more =
        next.content().capabilities().stream()
            .filter(wanted -> old.capabilities().stream().noneMatch(wanted::sameAs))
            .toList();
    if (!more.isEmpty()) {
      throw new PluginException(
          Code.MORE_CAPABILITIES,
          next.content().subject(),
          "declares more than "
              + old.version()
              + ": "
              + more.stream()
                  .map(
                      one ->
                          (one.kind().name().toLowerCase(Locale.ROOT) + " " + one.name()).strip())
                  .collect(Collectors.joining(", ")),
          "if it may have that, allow the update to declare more");
    }
  }

  /** Refuses a version outside of a range. */
  static void within(String subject, Version version, String range) throws PluginException {
    if (!range.isBlank() && !parse(range).includes(version)) {
      throw new PluginException(
          Code.OUT_OF_RANGE,
          subject,
          "is not in the range " + range,
          "allow another range, or name another version");
    }
  }

  private static VersionRange parse(String range) throws PluginException {
    try {
      return VersionRange.valueOf(range);
    } catch (IllegalArgumentException e) {
      throw new PluginException(
          Code.BAD_RANGE,
          "'" + range + "'",
          "is no range of versions",
          "write one such as [1.2,2), or [1.2.3,1.2.3] for a single version",
          e);
    }
  }
}
