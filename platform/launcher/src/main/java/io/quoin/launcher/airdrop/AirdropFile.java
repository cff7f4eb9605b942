package io.quoin.launcher.airdrop;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import io.quoin.api.ledger.Address;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToLongFunction;

/**
 * A CSV file (RFC 4180, UTF-8) whose first line names its columns. {@code address} and {@code
 * amount} are read, others are left to whoever keeps the file.
 *
 * @param digest SHA-256 of its bytes, in hexadecimal digits
 * @param rows who is paid, in the order of the file; at least one
 * @param total of all rows, in base units
 * @param duplicates addresses that have several rows, with their lines
 */
public record AirdropFile(
    String digest, List<AirdropRow> rows, long total, Map<Address, List<Long>> duplicates) {

  /** The most rows. */
  public static final int MOST_ROWS = 50_000;

  private static final int MOST_BYTES = 16 << 20;
  private static final int MOST_COMPLAINTS = 20;

  /**
   * Reads a file, whole.
   *
   * @param file which
   * @param amounts reads an amount in base units, or throws {@link IllegalArgumentException} saying
   *     why not
   * @param payer who pays, and is in no row
   * @return what it says
   * @throws AirdropException with every line that is wrong, as far as they fit, or why it cannot be
   *     read at all
   */
  public static AirdropFile read(Path file, ToLongFunction<String> amounts, Address payer)
      throws AirdropException {
    byte[] bytes = bytes(file);
    Parser parser = new Parser(amounts, payer);
    try (CsvReader<CsvRecord> records =
        CsvReader.builder()
            .detectBomHeader(true)
            .ofCsvRecord(new ByteArrayInputStream(checked(bytes)), StandardCharsets.UTF_8)) {
      records.forEach(parser::take);
    } catch (CsvParseException | IOException e) {
      throw new AirdropException(file + " is no CSV file: " + reason(e), e);
    }
    return parser.file(file, digest(bytes));
  }

  private static byte[] bytes(Path file) throws AirdropException {
    try (InputStream in = Files.newInputStream(file)) {
      byte[] bytes = in.readNBytes(MOST_BYTES + 1);
      if (bytes.length > MOST_BYTES) {
        throw new AirdropException(
            file + " is longer than " + (MOST_BYTES >> 20) + " MiB; divide it");
      }
      return bytes;
    } catch (NoSuchFileException e) {
      throw new AirdropException(file + " is not there", e);
    } catch (IOException e) {
      throw new AirdropException(file + " cannot be read: " + e.getMessage(), e);
    }
  }

  /** Readers replace what is no UTF-8: here it is refused. */
  private static byte[] checked(byte[] bytes) throws CharacterCodingException {
    StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
    return bytes;
  }

  private static String reason(Exception failure) {
    if (failure instanceof CharacterCodingException) {
      return "it is not in UTF-8";
    }
    Throwable cause = failure.getCause() == null ? failure : failure.getCause();
    return cause.getMessage();
  }

  private static String digest(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java runtime has SHA-256", e);
    }
  }

  /** Takes the records one by one, and writes down what is wrong. */
  private static final class Parser {
    private final ToLongFunction<String> amounts;
    private final Address payer;
    private final List<AirdropRow> rows = new ArrayList<>();
    private final Map<Address, List<Long>> lines = new HashMap<>();
    private final List<String> complaints = new ArrayList<>();
    private int complained;
    private boolean named;
    private int addressColumn = -1;
    private int amountColumn = -1;
    private long total;

    Parser(ToLongFunction<String> amounts, Address payer) {
      this.amounts = amounts;
      this.payer = payer;
    }

    void take(CsvRecord line) {
      if (!named) {
        named = true;
        name(line.getFields());
      } else if (addressColumn >= 0 && amountColumn >= 0) {
        try {
          add(line);
        } catch (IllegalArgumentException | ArithmeticException e) {
          complain("line " + line.getStartingLineNumber() + ": " + e.getMessage());
        }
      }
    }

    private void name(List<String> names) {
      List<String> known =
          names.stream().map(name -> name.strip().toLowerCase(Locale.ROOT)).toList();
      addressColumn = known.indexOf("address");
      amountColumn = known.indexOf("amount");
      boolean once =
          known.lastIndexOf("address") == addressColumn
              && known.lastIndexOf("amount") == amountColumn;
      if (addressColumn < 0 || amountColumn < 0 || !once) {
        complain("line 1: it must name the columns address and amount, each once");
      }
    }

    private void add(CsvRecord line) {
      if (rows.size() >= MOST_ROWS) {
        throw new IllegalArgumentException("there are more than " + MOST_ROWS + " rows; divide it");
      }
      Address payee = Address.parse(line.getField(addressColumn).strip());
      if (payee.equals(payer)) {
        throw new IllegalArgumentException(payee + " is the sender itself");
      }
      long amount = amounts.applyAsLong(line.getField(amountColumn).strip());
      total = Math.addExact(total, amount);
      rows.add(new AirdropRow(line.getStartingLineNumber(), payee, amount));
      lines.computeIfAbsent(payee, first -> new ArrayList<>()).add(line.getStartingLineNumber());
    }

    private void complain(String complaint) {
      complained++;
      if (complaints.size() < MOST_COMPLAINTS) {
        complaints.add(complaint);
      }
    }

    AirdropFile file(Path file, String digest) throws AirdropException {
      if (complained == 0 && rows.isEmpty()) {
        complain("nobody is in it");
      }
      if (complained > 0) {
        throw new AirdropException(
            file
                + " is refused, and nobody was paid:\n  "
                + String.join("\n  ", complaints)
                + (complained > complaints.size()
                    ? "\n  and " + (complained - complaints.size()) + " more"
                    : ""));
      }
      lines.values().removeIf(of -> of.size() == 1);
      return new AirdropFile(digest, List.copyOf(rows), total, Map.copyOf(lines));
    }
  }
}
