package io.quoin.survival;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A {@link Trader} in a process of its own, in a room that outlives it. */
final class TraderProcess implements AutoCloseable {

  private final Path room;
  private final List<String> command;
  private Process process;
  private BufferedReader out;
  private PrintWriter in;
  private String address = "";

  /**
   * How it gets on.
   *
   * @param verified bytes
   * @param earned base units that it was promised
   * @param paid of that: paid, as far as it knows
   * @param spent base units that it has promised
   * @param debt of that: not finally settled
   */
  record Standing(long verified, long earned, long paid, long spent, long debt) {}

  TraderProcess(Path room, Path torrent, int listen, int ledger, int peer, boolean seeds)
      throws IOException {
    this.room = room;
    Files.createDirectories(room.resolve("etc"));
    Files.createDirectories(room.resolve("tmp"));
    command =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx128m",
            // Who is killed leaves its temporary files.
            "-Djava.io.tmpdir=" + room.resolve("tmp"),
            "-cp",
            System.getProperty("java.class.path"),
            Trader.class.getName(),
            room.toString(),
            torrent.toString(),
            Integer.toString(listen),
            Integer.toString(ledger),
            Integer.toString(peer),
            Boolean.toString(seeds));
    start();
  }

  /** Starts it, and starts it again after it was killed. */
  void start() throws IOException {
    process =
        new ProcessBuilder(command)
            .redirectError(ProcessBuilder.Redirect.appendTo(room.resolve("errors").toFile()))
            .start();
    out = process.inputReader(StandardCharsets.UTF_8);
    in = new PrintWriter(process.outputWriter(StandardCharsets.UTF_8), true);
    address = words("address")[1];
  }

  /** Its next line that begins so. */
  private String[] words(String kind) throws IOException {
    for (String line = out.readLine(); line != null; line = out.readLine()) {
      if (line.startsWith(kind + " ")) {
        return line.split(" ", -1);
      }
    }
    throw new AssertionError("it ended: " + Files.readString(room.resolve("errors")));
  }

  String address() {
    return address;
  }

  Path room() {
    return room;
  }

  /** Takes a configuration of the incentive, while it runs. */
  void configure(String json) throws IOException {
    Path draft = Files.writeString(room.resolve("draft"), json);
    Files.move(
        draft,
        room.resolve("etc").resolve("io.quoin.incentive.btt.cfg.json"),
        StandardCopyOption.ATOMIC_MOVE);
  }

  /** Begins with the torrent, or goes on. */
  Standing go() throws IOException {
    return say("go");
  }

  /** Has it serve as fast as it can from now on. */
  Standing openUp() throws IOException {
    return say("open");
  }

  Standing look() throws IOException {
    return say("look");
  }

  private Standing say(String line) throws IOException {
    in.println(line);
    String[] words = words("standing");
    return new Standing(
        Long.parseLong(words[1]),
        Long.parseLong(words[2]),
        Long.parseLong(words[3]),
        Long.parseLong(words[4]),
        Long.parseLong(words[5]));
  }

  /** As kill -9 does it. */
  void kill() {
    process.destroyForcibly().onExit().join();
  }

  /** Ends it as a user does. */
  void end() throws Exception {
    in.close();
    assertThat(process.waitFor(House.PATIENCE.toMillis(), TimeUnit.MILLISECONDS)).isTrue();
    assertThat(process.exitValue()).as(Files.readString(room.resolve("errors"))).isZero();
  }

  @Override
  public void close() {
    kill();
  }
}
