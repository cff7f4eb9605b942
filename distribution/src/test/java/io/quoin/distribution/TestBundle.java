package io.quoin.distribution;

import io.quoin.distribution.greeter.Greeter;
import io.quoin.distribution.leak.LeakingActivator;
import io.quoin.distribution.thrower.ThrowingSource;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.zip.ZipEntry;
import org.osgi.framework.Constants;

/** Makes a bundle of one class of the tests. */
final class TestBundle {

  private TestBundle() {}

  /** A bundle that leaves a thread behind. */
  static Path leaking(Path folder) throws IOException {
    return bundle(folder, LeakingActivator.class, "org.osgi.framework");
  }

  /** A plugin that is a peer source whose searches throw. */
  static Path throwing(Path folder) throws IOException {
    return bundle(folder, ThrowingSource.class, "org.osgi.framework,io.quoin.api.peers");
  }

  /** A plugin that adds commands to the shell. */
  static Path greeting(Path folder) throws IOException {
    return bundle(folder, Greeter.class, "org.osgi.framework");
  }

  private static Path bundle(Path folder, Class<?> activator, String imports) throws IOException {
    Manifest manifest = new Manifest();
    Attributes main = manifest.getMainAttributes();
    main.put(Attributes.Name.MANIFEST_VERSION, "1.0");
    main.putValue(Constants.BUNDLE_MANIFESTVERSION, "2");
    main.putValue(Constants.BUNDLE_SYMBOLICNAME, activator.getPackageName());
    main.putValue(Constants.BUNDLE_ACTIVATOR, activator.getName());
    main.putValue(Constants.IMPORT_PACKAGE, imports);
    main.putValue("Quoin-Capabilities", "package;name=io.quoin.api.peers");
    Path file = folder.resolve(activator.getSimpleName() + ".jar");
    String entry = activator.getName().replace('.', '/') + ".class";
    try (OutputStream out = Files.newOutputStream(file);
        JarOutputStream jar = new JarOutputStream(out, manifest);
        InputStream content = activator.getResourceAsStream("/" + entry)) {
      jar.putNextEntry(new ZipEntry(entry));
      content.transferTo(jar);
    }
    return file;
  }

  /** Ends what the bundle left. */
  static void endLeak() {
    Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().equals(LeakingActivator.THREAD))
        .forEach(Thread::interrupt);
  }
}
