package io.quoin.survival;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.slf4j.LoggerFactory;

/** Reads in the log what operators read there: who is served first is up to somebody else now. */
final class SwapLog implements AutoCloseable {

  static final String TIT_FOR_TAT = "tit for tat";

  private final Logger logger = (Logger) LoggerFactory.getLogger("io.quoin.protocol.IncentiveHost");
  private final BlockingQueue<ILoggingEvent> events = new LinkedBlockingQueue<>();
  private final Notes notes = new Notes();

  SwapLog() {
    notes.setContext(logger.getLoggerContext());
    notes.start();
    logger.setLevel(Level.INFO);
    logger.setAdditive(false);
    logger.addAppender(notes);
  }

  static String incentive(String id) {
    return "the incentive '" + id + "'";
  }

  /** Waits until it is up to this one, and says how many milliseconds the swap took. */
  double await(String who) throws InterruptedException {
    ILoggingEvent event = events.poll(House.PATIENCE.toSeconds(), TimeUnit.SECONDS);
    assertThat(event).as("who is served first is up to %s", who).isNotNull();
    assertThat(event.getLevel()).as(event.getFormattedMessage()).isEqualTo(Level.INFO);
    assertThat(event.getArgumentArray()[0]).as(event.getFormattedMessage()).isEqualTo(who);
    return (double) event.getArgumentArray()[1];
  }

  @Override
  public void close() {
    logger.detachAppender(notes);
    logger.setAdditive(true);
    logger.setLevel(null);
  }

  private final class Notes extends AppenderBase<ILoggingEvent> {
    @Override
    protected void append(ILoggingEvent event) {
      events.add(event);
    }
  }
}
