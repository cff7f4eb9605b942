package io.quoin.survival;

import static io.quoin.survival.PairedWindows.print;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;

/**
 * A client of the remote control in a process of its own, on one connection: a thousand calls a
 * second, and then one for everything. A call that begins late counts from when it was due.
 */
public final class ControlClient {

  private static final String ID = "X-Transmission-Session-Id";
  private static final String FIELDS =
      "[\"id\",\"name\",\"status\",\"percentDone\",\"rateDownload\",\"rateUpload\",\"eta\",\"uploadRatio\"]";
  private static final int CONFLICT = 409;
  private static final int A_SECOND = 1000;
  private static final int TORRENTS_ASKED = 10;
  private static final int EACH_RECENTLY = 10;

  private final URL address;
  private final int torrents;
  private final SplittableRandom random = new SplittableRandom(1);
  private final byte[] buffer = new byte[1 << 16];
  private String id = "";

  private ControlClient(URL address, int torrents) {
    this.address = address;
    this.torrents = torrents;
  }

  /**
   * Asks.
   *
   * @param arguments address, torrents that there are, seconds of warming up, seconds measured
   */
  public static void main(String[] arguments) throws Exception {
    ControlClient client =
        new ControlClient(
            URI.create(arguments[0] + "transmission/rpc").toURL(), Integer.parseInt(arguments[1]));
    client.measure(Integer.parseInt(arguments[2]));
    print("measuring");
    client.report(client.measure(Integer.parseInt(arguments[3])));
    print("measured");
    for (int i = 0; i < 5; i++) {
      client.everything();
    }
  }

  /** Nanoseconds of each call. */
  private long[] measure(int seconds) throws IOException {
    long[] took = new long[seconds * A_SECOND];
    long began = System.nanoTime();
    long step = TimeUnit.SECONDS.toNanos(1) / A_SECOND;
    for (int i = 0; i < took.length; i++) {
      long due = began + i * step;
      while (System.nanoTime() - due < 0) {
        LockSupport.parkNanos(due - System.nanoTime());
      }
      call(i % EACH_RECENTLY == 0 ? "\"recently-active\"" : some());
      took[i] = System.nanoTime() - due;
    }
    return took;
  }

  private String some() {
    return random
        .ints(TORRENTS_ASKED, 1, torrents + 1)
        .mapToObj(String::valueOf)
        .collect(Collectors.joining(",", "[", "]"));
  }

  private void report(long[] took) {
    Arrays.sort(took);
    print(
        "%d calls: median %.2f ms, p99 %.2f ms, longest %.2f ms",
        took.length,
        millis(took[took.length / 2]),
        millis(took[took.length * 99 / 100]),
        millis(took[took.length - 1]));
  }

  private void everything() throws IOException {
    long began = System.nanoTime();
    long bytes = post("{\"method\":\"torrent-get\",\"arguments\":{\"fields\":" + FIELDS + "}}");
    print("all of them: %.0f ms, %d bytes", millis(System.nanoTime() - began), bytes);
  }

  private static double millis(long nanos) {
    return nanos / 1e6;
  }

  private void call(String ids) throws IOException {
    post(
        "{\"method\":\"torrent-get\",\"arguments\":{\"ids\":"
            + ids
            + ",\"fields\":"
            + FIELDS
            + "}}");
  }

  private long post(String text) throws IOException {
    HttpURLConnection connection = (HttpURLConnection) address.openConnection();
    connection.setRequestMethod("POST");
    connection.setDoOutput(true);
    connection.setRequestProperty("Content-Type", "application/json");
    connection.setRequestProperty(ID, id);
    try (OutputStream out = connection.getOutputStream()) {
      out.write(text.getBytes(StandardCharsets.UTF_8));
    }
    if (connection.getResponseCode() == CONFLICT) {
      id = connection.getHeaderField(ID);
      connection.getErrorStream().readAllBytes();
      return post(text);
    }
    long bytes = 0;
    try (InputStream in = connection.getInputStream()) {
      for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
        bytes += count;
      }
    }
    return bytes;
  }
}
