package io.quoin.shell.command;

import io.quoin.api.plugin.PluginException;
import io.quoin.api.plugin.PluginSigner;
import io.quoin.api.plugin.PluginTrust;
import java.nio.file.Path;
import java.util.List;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Descriptor;
import org.apache.felix.service.command.Parameter;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Whose plugins are installed. */
@Component(
    service = TrustCommands.class,
    property = {
      "osgi.command.scope=plugin",
      "osgi.command.function=trust",
      "osgi.command.function=distrust",
      "osgi.command.function=trusted",
      "quoin.role=administrator"
    })
public final class TrustCommands {

  private static final String JSON = "--json";
  private static final String JSON_TEXT = "answers with JSON";

  private final PluginTrust trust;

  /**
   * Commands on the certificates that are trusted.
   *
   * @param trust the installer's
   */
  @Activate
  public TrustCommands(@Reference PluginTrust trust) {
    this.trust = trust;
  }

  /** Trusts whoever has a key. */
  @Descriptor("trusts whoever signs with a certificate; example: plugin:trust /srv/author.crt")
  public String trust(
      CommandSession session,
      @Descriptor(JSON_TEXT) @Parameter(names = JSON, presentValue = "true", absentValue = "false")
          boolean json,
      @Descriptor("file of an X.509 certificate") String file)
      throws PluginException {
    return Signers.of(List.of(trust.trust(Path.of(file)))).as(json, session);
  }

  /** Trusts somebody no more. */
  @Descriptor("trusts a certificate no more; example: plugin:distrust 3fa85b")
  public String distrust(
      CommandSession session,
      @Descriptor(JSON_TEXT) @Parameter(names = JSON, presentValue = "true", absentValue = "false")
          boolean json,
      @Descriptor("its fingerprint or the beginning of it, as plugin:trusted shows it")
          String fingerprint)
      throws PluginException {
    return Signers.of(List.of(trust.distrust(fingerprint))).as(json, session);
  }

  /** Lists who is trusted. */
  @Descriptor("lists whose plugins are installed; example: plugin:trusted")
  public String trusted(
      CommandSession session,
      @Descriptor(JSON_TEXT) @Parameter(names = JSON, presentValue = "true", absentValue = "false")
          boolean json) {
    return Signers.of(trust.trusted()).as(json, session);
  }

  /** Certificates as programs read them. */
  private record Signers(List<Facts> signers) implements Answer {

    record Facts(String fingerprint, String name, String until) {}

    static Signers of(List<PluginSigner> signers) {
      return new Signers(
          signers.stream()
              .map(one -> new Facts(one.fingerprint(), one.name(), one.until().toString()))
              .toList());
    }

    @Override
    public String text(int columns) {
      Table table = new Table("FINGERPRINT", "UNTIL", "NAME");
      signers.forEach(one -> table.row(one.fingerprint(), one.until(), one.name()));
      return table.text(columns);
    }
  }
}
