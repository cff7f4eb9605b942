package io.quoin.control.asking;

import io.quoin.api.control.ControlReply;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Semaphore;

/**
 * Lets a few answer at a time, for the server's threads are few: what is asked may take some
 * seconds. Thread-safe.
 */
public final class Few {

  private static final int UNAVAILABLE = 503;

  private final Semaphore places;

  /** Writes an answer. */
  @FunctionalInterface
  public interface Work {
    /**
     * Writes it.
     *
     * @throws IOException if it cannot be written
     */
    void run() throws IOException;
  }

  /**
   * Nobody answers yet.
   *
   * @param most at a time
   */
  public Few(int most) {
    places = new Semaphore(most);
  }

  /**
   * Answers, or says that too many are at it.
   *
   * @param reply to be answered
   * @param work answers
   * @throws IOException what the work throws
   */
  public void answer(ControlReply reply, Work work) throws IOException {
    if (!places.tryAcquire()) {
      say(reply.header("Retry-After", "1"), UNAVAILABLE, "others ask for the same; ask again");
      return;
    }
    try {
      work.run();
    } finally {
      places.release();
    }
  }

  /**
   * Answers with a sentence.
   *
   * @param reply to be answered
   * @param status of HTTP
   * @param text the sentence
   * @throws IOException if it cannot be written
   */
  public static void say(ControlReply reply, int status, String text) throws IOException {
    write(reply, status, "text/plain; charset=utf-8", text + "\n");
  }

  /**
   * Answers with a text.
   *
   * @param reply to be answered
   * @param status of HTTP
   * @param type of the text
   * @param text as it is
   * @throws IOException if it cannot be written
   */
  public static void write(ControlReply reply, int status, String type, String text)
      throws IOException {
    try (OutputStream out = reply.begin(status, type)) {
      out.write(text.getBytes(StandardCharsets.UTF_8));
    }
  }
}
