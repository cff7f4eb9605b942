package io.quoin.installer.source;

import io.quoin.api.plugin.PluginException;
import io.quoin.api.plugin.PluginException.Code;
import io.quoin.installer.content.BoundedCopy;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLConnection;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Optional;

/**
 * Everything that one order fetches: files, and documents over HTTP and HTTPS. All of it has one
 * time-out. At most five redirects are followed, from HTTPS to HTTPS only.
 */
final class Download {

  private static final int REDIRECTS = 5;
  private static final int SILENCE_MILLIS = 30_000;
  private static final int GONE = 404;

  private final long deadline;
  private final Duration patience;

  Download(Duration patience) {
    this.patience = patience;
    this.deadline = System.nanoTime() + patience.toNanos();
  }

  /** Writes a file; nothing of it is left if it is not received as a whole. */
  BoundedCopy.Copied toFile(URI source, Path target, long most) throws PluginException {
    try (OutputStream out = Files.newOutputStream(target, StandardOpenOption.CREATE_NEW)) {
      return receive(source, out, most)
          .orElseThrow(
              () ->
                  new PluginException(
                      Code.SOURCE, source.toString(), "is not there", "name the plugin's jar"));
    } catch (IOException e) {
      throw new PluginException(
          Code.RECORD,
          "the data directory",
          "cannot be written: " + e.getMessage(),
          "see that it can be written and has space",
          e);
    }
  }

  /** A small document; empty if it is not there. */
  Optional<byte[]> small(URI source, int most) throws PluginException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    return receive(source, out, most).map(copied -> out.toByteArray());
  }

  private Optional<BoundedCopy.Copied> receive(URI source, OutputStream out, long most)
      throws PluginException {
    URI at = source;
    for (int hop = 0; hop <= REDIRECTS; hop++) {
      try {
        URLConnection connection = open(at);
        Optional<URI> next = redirect(at, connection);
        if (next.isEmpty()) {
          return receive(source, connection, out, most);
        }
        at = next.get();
      } catch (BoundedCopy.TooLong e) {
        throw new PluginException(
            Code.TOO_LARGE,
            source.toString(),
            "has more than " + most + " bytes",
            "a plugin may not; take out what it does not need",
            e);
      } catch (SocketTimeoutException e) {
        throw tooSlow(source);
      } catch (IOException e) {
        throw interrupted(source, String.valueOf(e.getMessage()));
      }
    }
    throw new PluginException(
        Code.SOURCE,
        source.toString(),
        "is redirected more than " + REDIRECTS + " times",
        "name where it really is");
  }

  private URLConnection open(URI at) throws PluginException, IOException {
    if (at.getRawUserInfo() != null) {
      throw new PluginException(
          Code.SOURCE,
          at.getScheme() + "://" + at.getHost(),
          "is named with a user or password in it, which would be told and kept",
          "fetch it by other means, and name the file");
    }
    URLConnection connection = at.toURL().openConnection();
    connection.setConnectTimeout(silence(at));
    connection.setReadTimeout(silence(at));
    connection.setUseCaches(false);
    if (connection instanceof HttpURLConnection http) {
      http.setInstanceFollowRedirects(false);
      http.setRequestProperty("Connection", "close");
      http.setRequestProperty("User-Agent", "quoin");
    }
    return connection;
  }

  private int silence(URI at) throws PluginException {
    long left = (deadline - System.nanoTime()) / 1_000_000;
    if (left <= 0) {
      throw tooSlow(at);
    }
    return (int) Math.min(SILENCE_MILLIS, left);
  }

  private static Optional<URI> redirect(URI at, URLConnection connection)
      throws PluginException, IOException {
    if (!(connection instanceof HttpURLConnection http) || http.getResponseCode() / 100 != 3) {
      return Optional.empty();
    }
    String where = http.getHeaderField("Location");
    http.disconnect();
    try {
      URI next = at.resolve(new URI(where == null ? "" : where));
      boolean web = "https".equals(next.getScheme()) || "http".equals(next.getScheme());
      if (where != null && web && !("https".equals(at.getScheme()) && !isSecure(next))) {
        return Optional.of(next);
      }
    } catch (URISyntaxException e) {
      throw elsewhere(at, e);
    }
    throw elsewhere(at, null);
  }

  private static boolean isSecure(URI uri) {
    return "https".equals(uri.getScheme());
  }

  private static PluginException elsewhere(URI at, Throwable cause) {
    return new PluginException(
        Code.SOURCE,
        at.toString(),
        "is redirected to where nothing is fetched from",
        "name where it really is",
        cause);
  }

  private Optional<BoundedCopy.Copied> receive(
      URI source, URLConnection connection, OutputStream out, long most)
      throws PluginException, IOException {
    if (connection instanceof HttpURLConnection http) {
      int status = http.getResponseCode();
      if (status == GONE) {
        http.disconnect();
        return Optional.empty();
      }
      if (status != HttpURLConnection.HTTP_OK) {
        http.disconnect();
        throw new PluginException(
            Code.SOURCE,
            source.toString(),
            "is answered with the status " + status,
            "see to the server, or name another place");
      }
    }
    long promised = connection.getContentLengthLong();
    try (InputStream in = new Punctual(connection.getInputStream(), source)) {
      BoundedCopy.Copied copied = BoundedCopy.copy(in, out, most);
      if (promised >= 0 && promised != copied.bytes()) {
        throw interrupted(source, "after " + copied.bytes() + " of " + promised + " bytes");
      }
      return Optional.of(copied);
    } finally {
      if (connection instanceof HttpURLConnection http) {
        http.disconnect();
      }
    }
  }

  private PluginException tooSlow(URI source) {
    return new PluginException(
        Code.INTERRUPTED,
        source.toString(),
        "was not received within " + patience.toSeconds() + " s, or the server fell silent",
        "try again; nothing of it was kept");
  }

  private static PluginException interrupted(URI source, String why) {
    return new PluginException(
        Code.INTERRUPTED,
        source.toString(),
        "was not received as a whole: " + why,
        "try again; nothing of it was kept");
  }

  /** A stream that ends with the time that there is. */
  private final class Punctual extends java.io.FilterInputStream {
    private final URI source;

    Punctual(InputStream in, URI source) {
      super(in);
      this.source = source;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
      if (System.nanoTime() - deadline > 0) {
        throw new SocketTimeoutException(source + " takes too long");
      }
      return super.read(buffer, offset, length);
    }
  }
}
