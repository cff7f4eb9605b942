package io.quoin.installer.trust;

import io.quoin.api.plugin.PluginException;
import io.quoin.api.plugin.PluginException.Code;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.security.CodeSigner;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.regex.Pattern;

/**
 * Reads a signed jar to its end, so that every digest is checked, and tells who signed all of it.
 * What a jar signature does not say is added: an entry that nobody signed is refused, and one that
 * was signed and is gone.
 */
final class JarSignature {

  /** What the signature itself consists of. */
  private static final Pattern SIGNATURE_FILE =
      Pattern.compile("META-INF/([^/]*\\.(SF|RSA|DSA|EC)|SIG-[^/]*)", Pattern.CASE_INSENSITIVE);

  private static final String REMEDY = "fetch it again from whoever made it";

  private final String subject;
  private boolean signatureFiles;
  private Optional<String> unsigned = Optional.empty();
  private Optional<Set<CodeSigner>> common = Optional.empty();
  private final Set<String> present = new HashSet<>();

  private JarSignature(String subject) {
    this.subject = subject;
  }

  /** Those who signed every entry; none if it carries no signature. */
  static Set<CodeSigner> read(String subject, Path jar) throws PluginException {
    return new JarSignature(subject).read(jar);
  }

  private Set<CodeSigner> read(Path file) throws PluginException {
    try (JarFile jar = new JarFile(file.toFile(), true)) {
      List<JarEntry> entries = Collections.list(jar.entries());
      signatureFiles =
          entries.stream().anyMatch(entry -> SIGNATURE_FILE.matcher(entry.getName()).matches());
      if (!signatureFiles) {
        return Set.of();
      }
      for (JarEntry entry : entries) {
        read(jar, entry);
      }
      refuseGone(jar);
      return signers();
    } catch (SecurityException e) {
      throw tampered("is not what was signed: " + e.getMessage(), e);
    } catch (IOException | IllegalArgumentException e) {
      throw tampered("cannot be read as it was signed: " + e.getMessage(), e);
    }
  }

  private void read(JarFile jar, JarEntry entry) throws IOException {
    present.add(entry.getName());
    try (InputStream in = jar.getInputStream(entry)) {
      in.transferTo(OutputStream.nullOutputStream());
    }
    if (entry.isDirectory()
        || JarFile.MANIFEST_NAME.equalsIgnoreCase(entry.getName())
        || SIGNATURE_FILE.matcher(entry.getName()).matches()) {
      return;
    }
    CodeSigner[] signers = entry.getCodeSigners();
    if (signers == null) {
      unsigned = unsigned.or(() -> Optional.of(entry.getName()));
      return;
    }
    Set<CodeSigner> all = new LinkedHashSet<>(Arrays.asList(signers));
    if (common.isPresent()) {
      all.retainAll(common.get());
    }
    common = Optional.of(all);
  }

  private void refuseGone(JarFile jar) throws IOException, PluginException {
    for (String signed : jar.getManifest().getEntries().keySet()) {
      if (!present.contains(signed)) {
        throw tampered("is not what was signed: " + signed + " is gone", null);
      }
    }
  }

  private Set<CodeSigner> signers() throws PluginException {
    if (common.isEmpty()) {
      throw tampered(
          "has a signature that Java does not accept: it is broken, or of an algorithm that is no"
              + " longer safe",
          null);
    }
    if (unsigned.isPresent()) {
      throw tampered("is not what was signed: nobody signed " + unsigned.get(), null);
    }
    if (common.get().isEmpty()) {
      throw tampered("has entries of different signers, and nobody signed all of them", null);
    }
    return common.get();
  }

  private PluginException tampered(String problem, Throwable cause) {
    return new PluginException(Code.TAMPERED, subject, problem, REMEDY, cause);
  }
}
