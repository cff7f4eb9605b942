package io.quoin.launcher.airdrop;

import de.siegmar.fastcsv.writer.CsvWriter;
import io.quoin.api.journal.Payment;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.Locale;
import java.util.Map;
import java.util.function.LongFunction;

/** What came of each row, as CSV: line, address, amount, state, transfer, reason. */
public final class Report {

  /** The state of a row that was never ordered. */
  private static final String UNORDERED = "not ordered";

  private Report() {}

  /**
   * Writes the report.
   *
   * @param file who was to be paid
   * @param known what came of it
   * @param amounts writes an amount
   * @return the text of a CSV file
   */
  public static String of(
      AirdropFile file, Map<AirdropRow, Payment> known, LongFunction<String> amounts) {
    StringWriter text = new StringWriter();
    try (CsvWriter out = CsvWriter.builder().build(text)) {
      out.writeRecord("line", "address", "amount", "state", "transfer", "reason");
      for (AirdropRow row : file.rows()) {
        Payment payment = known.get(row);
        out.writeRecord(
            Long.toString(row.line()),
            row.payee().toString(),
            amounts.apply(row.amount()),
            payment == null ? UNORDERED : payment.state().name().toLowerCase(Locale.ROOT),
            payment == null ? "" : payment.transfer().toString(),
            payment == null ? "" : payment.reason());
      }
    } catch (IOException e) {
      throw new UncheckedIOException("a text in memory can be written", e);
    }
    return text.toString();
  }
}
