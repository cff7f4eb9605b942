package io.quoin.api.plugin;

import java.nio.file.Path;
import java.util.List;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Whose plugins may be installed. Methods may be called from any thread and wait for the disk. What
 * is installed already does not change with it.
 */
@ProviderType
public interface PluginTrust {

  /**
   * Trusts a certificate: plugins signed with its key, or with one that it certifies, may be
   * installed. Trusting it again changes nothing.
   *
   * @param certificate file with one X.509 certificate, PEM or DER
   * @return whose it is
   * @throws PluginException {@code SOURCE} if it cannot be read, {@code BAD_CERTIFICATE} if it is
   *     none, {@code EXPIRED}, {@code RECORD} if that cannot be remembered
   */
  PluginSigner trust(Path certificate) throws PluginException;

  /**
   * Trusts a certificate no more. Plugins that it signed stay; they are not updated.
   *
   * @param fingerprint of the certificate, or its beginning if that is unambiguous
   * @return whose it was
   * @throws PluginException {@code UNKNOWN}; {@code RECORD} if that cannot be remembered
   */
  PluginSigner distrust(String fingerprint) throws PluginException;

  /**
   * All that are trusted.
   *
   * @return in the order of their fingerprints
   */
  List<PluginSigner> trusted();
}
