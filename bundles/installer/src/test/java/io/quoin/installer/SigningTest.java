package io.quoin.installer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.quoin.api.plugin.PluginException;
import io.quoin.api.plugin.PluginException.Code;
import io.quoin.api.plugin.PluginOrder.Signing;
import io.quoin.api.plugin.PluginSigner;
import io.quoin.installer.record.Disk;
import io.quoin.installer.trust.SignerCheck;
import io.quoin.installer.trust.TrustFolder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who signed a jar, and what a signature does not hide. */
class SigningTest {

  @TempDir Path temporary;

  private TrustFolder trust;
  private Signer known;

  @BeforeEach
  void open() throws Exception {
    trust = trusting();
    known = Signer.selfSigned(Signer.Claim.of("known"));
    trust.trust(known.certificate(temporary));
  }

  private TrustFolder trusting() throws Exception {
    return new TrustFolder(temporary.resolve("trust"), Disk.REAL, () -> Signer.NOW);
  }

  private Path unsigned() throws Exception {
    return Jars.bundle(temporary, "some", "1.0.0", Map.of("Export-Package", "com.example"));
  }

  private PluginSigner signer(Path jar) throws PluginException {
    return new SignerCheck(trust, () -> Signer.NOW)
        .check("it", jar, Signing.UNSIGNED_ALLOWED)
        .orElseThrow();
  }

  private PluginException refused(Path jar) {
    PluginException refusal = catchThrowableOfType(PluginException.class, () -> signer(jar));
    assertThat(refusal).isNotNull();
    return refusal;
  }

  @Test
  void a_trusted_certificate_vouches_for_what_its_key_signed() throws Exception {
    assertThat(signer(known.sign(unsigned())))
        .isEqualTo(trust.trusted().get(0))
        .extracting(PluginSigner::name)
        .isEqualTo("CN=known");
  }

  @Test
  void a_trusted_authority_vouches_for_those_it_certifies() throws Exception {
    Signer authority = Signer.selfSigned(Signer.Claim.of("authority").ofAuthority());
    Signer author = authority.certifies(Signer.Claim.of("author"));
    trust.trust(authority.certificate(temporary));

    assertThat(signer(author.sign(unsigned())).name()).isEqualTo("CN=authority");
    assertThat(signer(author.sign(unsigned(), 1)).name()).isEqualTo("CN=authority");
  }

  @Test
  void whoever_is_certified_is_no_authority_by_that() throws Exception {
    Signer authority = Signer.selfSigned(Signer.Claim.of("authority").ofAuthority());
    Signer author = authority.certifies(Signer.Claim.of("author"));
    Signer friend = author.certifies(Signer.Claim.of("friend"));
    trust.trust(authority.certificate(temporary));

    PluginException refusal = refused(friend.sign(unsigned()));

    assertThat(refusal.code()).isEqualTo(Code.UNKNOWN_SIGNER);
    assertThat(refusal)
        .hasMessageContaining("with a certificate whose chain to CN=authority does not hold");
  }

  @Test
  void the_name_of_a_trusted_authority_alone_vouches_for_nobody() throws Exception {
    trust.trust(
        Signer.selfSigned(Signer.Claim.of("authority").ofAuthority()).certificate(temporary));
    Signer impostor = Signer.selfSigned(Signer.Claim.of("authority").ofAuthority());
    Signer author = impostor.certifies(Signer.Claim.of("author"));

    assertThat(refused(author.sign(unsigned(), 1)).code()).isEqualTo(Code.UNKNOWN_SIGNER);
  }

  @Test
  void a_certificate_of_a_server_does_not_sign_plugins() throws Exception {
    Signer authority = Signer.selfSigned(Signer.Claim.of("authority").ofAuthority());
    Signer server = authority.certifies(Signer.Claim.of("server").forServers());
    trust.trust(authority.certificate(temporary));

    assertThat(refused(server.sign(unsigned())))
        .hasMessage(
            "it is signed with the certificate of CN=server, which is not for signing code; if you"
                + " trust whoever signed it, trust the certificate first");
  }

  @Test
  void a_certificate_of_tomorrow_is_not_valid_today() throws Exception {
    Signer early =
        Signer.selfSigned(
            Signer.Claim.of("early")
                .during(Signer.NOW.plus(Duration.ofDays(1)), Signer.NOW.plus(Duration.ofDays(2))));
    trust.trust(early.certificate(temporary));

    assertThat(refused(early.sign(unsigned())))
        .hasMessageContaining("which is not valid before 2026-06-02T12:00:00Z")
        .extracting(PluginException::code)
        .isEqualTo(Code.EXPIRED);
  }

  @Test
  void an_entry_that_was_added_is_found() throws Exception {
    Path jar = known.sign(unsigned());
    Tampering.replace(jar, "added", "by somebody");

    assertThat(refused(jar))
        .hasMessageStartingWith("it is not what was signed: nobody signed added")
        .extracting(PluginException::code)
        .isEqualTo(Code.TAMPERED);
  }

  @Test
  void an_entry_that_was_taken_out_is_missed() throws Exception {
    Path jar = known.sign(unsigned());
    Tampering.delete(jar, "content");

    assertThat(refused(jar))
        .hasMessageStartingWith("it is not what was signed: content is gone")
        .extracting(PluginException::code)
        .isEqualTo(Code.TAMPERED);
  }

  @Test
  void a_header_that_was_changed_is_found() throws Exception {
    Path jar = known.sign(unsigned());
    String manifest = Tampering.read(jar, "META-INF/MANIFEST.MF");
    Tampering.replace(jar, "META-INF/MANIFEST.MF", manifest.replace("com.example", "com.another"));

    assertThat(refused(jar).code()).isEqualTo(Code.TAMPERED);
  }

  @Test
  void a_signature_that_is_broken_does_not_make_a_jar_unsigned() throws Exception {
    Path jar = known.sign(unsigned());
    Tampering.replace(jar, "META-INF/SIGNER.EC", "no signature");

    assertThat(refused(jar).code()).isEqualTo(Code.TAMPERED);
  }

  @Test
  void what_is_trusted_is_remembered_until_it_is_distrusted() throws Exception {
    String fingerprint = trust.trusted().get(0).fingerprint();
    Path jar = known.sign(unsigned());

    trust = trusting();
    PluginSigner remembered = signer(jar);
    trust.distrust(fingerprint.substring(0, 8));
    trust = trusting();

    assertThat(remembered.fingerprint()).isEqualTo(fingerprint);
    assertThat(refused(jar).code()).isEqualTo(Code.UNKNOWN_SIGNER);
    assertThat(trust.trusted()).isEmpty();
  }

  @Test
  void what_is_no_valid_certificate_is_not_trusted() throws Exception {
    Path text = Files.writeString(temporary.resolve("text"), "no certificate");
    Signer expired =
        Signer.selfSigned(
            Signer.Claim.of("late")
                .during(
                    Signer.NOW.minus(Duration.ofDays(2)), Signer.NOW.minus(Duration.ofDays(1))));

    assertThat(catchThrowableOfType(PluginException.class, () -> trust.trust(text)).code())
        .isEqualTo(Code.BAD_CERTIFICATE);
    assertThat(
            catchThrowableOfType(
                PluginException.class, () -> trust.trust(expired.certificate(temporary))))
        .hasMessageContaining("is a certificate that expired at 2026-05-31T12:00:00Z");
    assertThat(
            catchThrowableOfType(
                    PluginException.class, () -> trust.trust(temporary.resolve("none")))
                .code())
        .isEqualTo(Code.SOURCE);
    assertThat(catchThrowableOfType(PluginException.class, () -> trust.distrust("beef")).code())
        .isEqualTo(Code.UNKNOWN);
  }
}
