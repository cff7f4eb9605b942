package io.quoin.survival;

import static io.quoin.survival.PairedWindows.print;
import static io.quoin.survival.Payload.MIB;

import io.quoin.api.session.AddTorrent;
import io.quoin.metainfo.Magnet;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;

/**
 * What ten thousand torrents and a thousand calls a second cost the remote control and a transfer
 * of 50 MiB/s beside it.
 */
public final class ControlBenchmark {

  private static final long RATE = 50L * MIB;
  private static final int TORRENTS = 10_000;

  /** One of them is the one that is transferred. */
  private static final int ADDED = TORRENTS - 1;

  /** Longer than a torrent counts as active because it was added. */
  private static final int WARMING_SECONDS = 75;

  private static final int SECONDS = 30;
  private static final int LONGEST_SECONDS = 300;

  private ControlBenchmark() {}

  /** Runs for some two minutes. */
  public static void main(String[] arguments) throws Exception {
    try (Scratch scratch = Scratch.with(MIB);
        Trade trade =
            new Trade(
                new Payload("measured", RATE * LONGEST_SECONDS),
                MIB,
                scratch.path(),
                builder -> builder.configure("io.quoin.control", Map.of("port", 0)))) {
      Path folder = Files.createDirectories(scratch.path().resolve("many"));
      long began = System.nanoTime();
      for (int i = 1; i <= ADDED; i++) {
        trade
            .buyer()
            .add(
                AddTorrent.of(
                        Magnet.parse(
                            String.format("magnet:?xt=urn:btih:%040x&dn=torrent %d", i, i)),
                        folder)
                    .withPaused(true));
      }
      print("%d torrents added in %.1f s", ADDED, (System.nanoTime() - began) / 1e9);
      trade.seed(RATE);
      trade.download();
      Awaitility.await().atMost(House.PATIENCE).until(() -> trade.written() > RATE);
      ask(
          Files.readString(scratch.path().resolve("buyer-data/io.quoin.control/address")).strip(),
          trade);
    }
    System.exit(0);
  }

  private static void ask(String address, Trade trade) throws Exception {
    Process client =
        new ProcessBuilder(
                List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-Xmx128m",
                    "-cp",
                    System.getProperty("java.class.path"),
                    ControlClient.class.getName(),
                    address,
                    String.valueOf(TORRENTS),
                    String.valueOf(WARMING_SECONDS),
                    String.valueOf(SECONDS)))
            .redirectErrorStream(true)
            .start();
    long began = 0;
    long written = 0;
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(client.getInputStream(), StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        print("%s", line);
        if (line.equals("measuring")) {
          began = System.nanoTime();
          written = trade.written();
        } else if (line.equals("measured")) {
          double seconds = (System.nanoTime() - began) / 1e9;
          print(
              "meanwhile the transfer: %.2f MiB/s of %d",
              (trade.written() - written) / seconds / MIB, RATE / MIB);
        }
      }
    } finally {
      client.destroyForcibly();
    }
  }
}
