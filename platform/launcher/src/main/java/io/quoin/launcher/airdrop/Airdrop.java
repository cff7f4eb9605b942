package io.quoin.launcher.airdrop;

import io.quoin.api.journal.JournalException;
import io.quoin.api.journal.Payment;
import io.quoin.api.journal.PaymentOrder;
import io.quoin.api.journal.Payments;
import io.quoin.api.journal.Settlement.State;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;

/**
 * Pays the rows of a file. What is done next follows from what the journal says of each row, so
 * that it can be broken off anywhere and begun again.
 *
 * <pre>
 * the row has no payment, or one that expired   -> pay it
 * its payment is under way                      -> wait
 * it is final                                   -> done
 * one that this run ordered expired             -> given up; the next run pays it
 * </pre>
 */
public final class Airdrop {

  /** Begins the name of every payment of an airdrop. */
  public static final String INTENTS = "airdrop/";

  /** The most transfers that can be under way at a time. */
  public static final int MOST_UNDER_WAY = 1000;

  private static final Duration LOOK = Duration.ofSeconds(1);

  /** So many looks in a row may find a ledger that takes nothing: some five minutes. */
  private static final int PATIENCE = 300;

  /** Questions that wait for the journal at a time. */
  private static final int WINDOW = 256;

  private final Payments payments;
  private final AirdropFile file;
  private final int mostUnderWay;
  private final Surroundings surroundings;

  private final Map<AirdropRow, Payment> known = new LinkedHashMap<>();
  private final Deque<AirdropRow> waiting = new ArrayDeque<>();
  private final Set<AirdropRow> underWay = new LinkedHashSet<>();
  private final Set<AirdropRow> ordered = new HashSet<>();
  private int fruitless;

  /** What an airdrop lives in. */
  public interface Surroundings {

    /**
     * Waits for an answer.
     *
     * @param <T> what it gives
     * @param stage of the journal
     * @return its value
     * @throws JournalException the journal's refusal
     * @throws AirdropException if nothing comes for too long
     * @throws InterruptedException if the thread is told to stop
     */
    <T> T answer(CompletionStage<T> stage)
        throws JournalException, AirdropException, InterruptedException;

    /**
     * Lets time pass.
     *
     * @param time how much
     * @throws InterruptedException if the thread is told to stop
     */
    void pause(Duration time) throws InterruptedException;

    /**
     * Is told how far it is.
     *
     * @param progress now
     */
    void look(Progress progress);
  }

  /**
   * How far an airdrop is.
   *
   * @param rows in all
   * @param paid of them finally
   * @param underWay of them in transfers that are not over
   * @param paidAmount base units that are finally paid
   * @param reason why one is not getting on, else empty
   */
  public record Progress(int rows, int paid, int underWay, long paidAmount, String reason) {

    /**
     * Whether everybody is paid.
     *
     * @return true if so
     */
    public boolean isComplete() {
      return paid == rows;
    }
  }

  /**
   * An airdrop that is to be begun or gone on with.
   *
   * @param payments makes them
   * @param file who is to be paid
   * @param mostUnderWay transfers that are not over at a time, 1 to {@link #MOST_UNDER_WAY}
   * @param surroundings what it lives in
   */
  public Airdrop(Payments payments, AirdropFile file, int mostUnderWay, Surroundings surroundings) {
    this.payments = payments;
    this.file = file;
    this.mostUnderWay = mostUnderWay;
    this.surroundings = surroundings;
  }

  /** The payment that a row is; the same for as long as the file is. */
  private PaymentOrder order(AirdropRow row) {
    return new PaymentOrder(INTENTS + file.digest() + "/" + row.line(), row.payee(), row.amount());
  }

  /**
   * Asks the journal what it knows of the rows.
   *
   * @return how far the airdrop is
   * @throws AirdropException if the journal does not answer
   * @throws InterruptedException if the thread is told to stop
   */
  public Progress look() throws AirdropException, InterruptedException {
    for (int from = 0; from < file.rows().size(); from += WINDOW) {
      look(file.rows().subList(from, Math.min(from + WINDOW, file.rows().size())));
    }
    return progress();
  }

  private void look(List<AirdropRow> rows) throws AirdropException, InterruptedException {
    List<CompletionStage<Optional<Payment>>> questions = new ArrayList<>();
    for (AirdropRow row : rows) {
      questions.add(payments.payment(order(row).intent()));
    }
    try {
      for (int i = 0; i < rows.size(); i++) {
        AirdropRow row = rows.get(i);
        surroundings.answer(questions.get(i)).ifPresent(payment -> known.put(row, payment));
      }
    } catch (JournalException e) {
      throw new AirdropException(e.getMessage(), e);
    }
  }

  /**
   * What the journal knows of the rows, as of the last look.
   *
   * @return payments by row; rows without one were never ordered
   */
  public Map<AirdropRow, Payment> known() {
    return Map.copyOf(known);
  }

  /**
   * What is still to be ordered, as of the last look.
   *
   * @return base units
   */
  public long unordered() {
    return file.rows().stream()
        .filter(row -> !stands(row))
        .mapToLong(AirdropRow::amount)
        .reduce(0, Math::addExact);
  }

  private boolean stands(AirdropRow row) {
    Payment payment = known.get(row);
    return payment != null && payment.state() != State.EXPIRED;
  }

  /**
   * How far it is, as of the last look.
   *
   * @return the same until the next look
   */
  public Progress progress() {
    return progress("");
  }

  private Progress progress(String reason) {
    int paid = 0;
    long amount = 0;
    int open = 0;
    for (Map.Entry<AirdropRow, Payment> row : known.entrySet()) {
      if (row.getValue().state() == State.FINAL) {
        paid++;
        amount += row.getKey().amount();
      } else if (!row.getValue().state().isOver()) {
        open++;
      }
    }
    return new Progress(file.rows().size(), paid, open, amount, reason);
  }

  /**
   * Pays until every row is paid, or given up for this run.
   *
   * @return how far it is at the end
   * @throws AirdropException if the journal refuses, or the ledger takes nothing for too long; what
   *     is under way then goes on with the next run
   * @throws InterruptedException if the thread is told to stop
   */
  public Progress run() throws AirdropException, InterruptedException {
    look();
    for (AirdropRow row : file.rows()) {
      if (!stands(row)) {
        waiting.add(row);
      } else if (!known.get(row).state().isOver()) {
        underWay.add(row);
      }
    }
    while (!waiting.isEmpty() || !underWay.isEmpty()) {
      String reason = order();
      surroundings.look(progress(reason));
      surroundings.pause(LOOK);
      follow();
    }
    return progress();
  }

  /**
   * Orders as many as may be under way.
   *
   * @return why the ledger took less, else empty
   */
  private String order() throws AirdropException, InterruptedException {
    Map<AirdropRow, CompletionStage<Payment>> asked = new LinkedHashMap<>();
    while (underWay.size() + asked.size() < mostUnderWay
        && asked.size() < WINDOW
        && !waiting.isEmpty()) {
      AirdropRow row = waiting.remove();
      asked.put(row, payments.pay(order(row)));
    }
    String reason = reasonUnderWay();
    int taken = 0;
    Deque<AirdropRow> again = new ArrayDeque<>();
    for (Map.Entry<AirdropRow, CompletionStage<Payment>> row : asked.entrySet()) {
      try {
        known.put(row.getKey(), surroundings.answer(row.getValue()));
        underWay.add(row.getKey());
        ordered.add(row.getKey());
        taken++;
      } catch (JournalException e) {
        requirePassing(e);
        reason = e.getMessage();
        again.addFirst(row.getKey());
      }
    }
    again.forEach(waiting::addFirst);
    fruitless = again.isEmpty() || taken > 0 ? 0 : fruitless + 1;
    if (fruitless > PATIENCE) {
      throw new AirdropException("nothing can be ordered: " + reason + "; run it again to go on");
    }
    return reason;
  }

  private String reasonUnderWay() {
    return underWay.stream()
        .map(row -> known.get(row).reason())
        .filter(reason -> !reason.isEmpty())
        .findFirst()
        .orElse("");
  }

  /** Away for a while, or busy: it is asked again. */
  private static void requirePassing(JournalException refusal) throws AirdropException {
    if (refusal.code() != JournalException.Code.LEDGER
        && refusal.code() != JournalException.Code.BUSY) {
      throw new AirdropException(refusal.getMessage(), refusal);
    }
  }

  private void follow() throws AirdropException, InterruptedException {
    List<AirdropRow> open = List.copyOf(underWay);
    for (int from = 0; from < open.size(); from += WINDOW) {
      look(open.subList(from, Math.min(from + WINDOW, open.size())));
    }
    for (AirdropRow row : open) {
      State state = known.get(row).state();
      if (state.isOver()) {
        underWay.remove(row);
      }
      if (state == State.EXPIRED && !ordered.contains(row)) {
        waiting.add(row);
      }
    }
  }
}
