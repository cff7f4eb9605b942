package io.quoin.api.plugin;

import java.net.URI;
import java.nio.file.Path;
import java.util.Objects;

/**
 * What is to be installed, and what the operator allows.
 *
 * @param source where it is: {@code file:}, {@code http:} and {@code https:} name its jar; {@code
 *     mvn:group:artifact:version} an artifact of a Maven repository; {@code repo:id} or {@code
 *     repo:id:range} the newest of that range in the repository indexes that are configured; {@code
 *     platform:id} what comes with the platform
 * @param signing whether it has to be signed
 * @param growth whether an update may declare capabilities that the installed version has not
 * @param range versions that this and later updates may have, as an OSGi version range; empty for
 *     any
 */
public record PluginOrder(URI source, Signing signing, Growth growth, String range) {

  /** Whether a plugin has to be signed. */
  public enum Signing {
    /** By somebody who is trusted. */
    REQUIRED,
    /** It may be unsigned. One that is signed still has to be by somebody who is trusted. */
    UNSIGNED_ALLOWED
  }

  /** What an update may declare. */
  public enum Growth {
    /** What the installed version declares. */
    REFUSED,
    /** More than that. */
    ALLOWED
  }

  /** Checks that everything is there. */
  public PluginOrder {
    Objects.requireNonNull(source);
    Objects.requireNonNull(signing);
    Objects.requireNonNull(growth);
    Objects.requireNonNull(range);
  }

  /**
   * A signed plugin in a file, any version.
   *
   * @param file its jar; copied, and not needed afterwards
   * @return the order
   */
  public static PluginOrder of(Path file) {
    return new PluginOrder(file.toAbsolutePath().toUri(), Signing.REQUIRED, Growth.REFUSED, "");
  }

  /**
   * What comes with the platform: to take it in again after it was removed, or in the place of
   * another version. It is not signed, for it has always been there.
   *
   * @param id of a plugin that comes with the platform
   * @return the order
   */
  public static PluginOrder ofPlatform(String id) {
    return new PluginOrder(URI.create("platform:" + id), Signing.REQUIRED, Growth.ALLOWED, "");
  }

  /**
   * The same for a plugin that may be unsigned.
   *
   * @return another order
   */
  public PluginOrder unsignedAllowed() {
    return new PluginOrder(source, Signing.UNSIGNED_ALLOWED, growth, range);
  }

  /**
   * The same for an update that may declare more.
   *
   * @return another order
   */
  public PluginOrder growthAllowed() {
    return new PluginOrder(source, signing, Growth.ALLOWED, range);
  }

  /**
   * The same for some versions only.
   *
   * @param versions OSGi version range; {@code [1.2.3,1.2.3]} pins it
   * @return another order
   */
  public PluginOrder within(String versions) {
    return new PluginOrder(source, signing, growth, versions);
  }
}
