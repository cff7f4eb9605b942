package io.quoin.examples.blocklist;

import io.quoin.api.net.AddressLiteral;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;

/** Reads lists: each line by itself, so that formats may be mixed. */
final class ListReader {

  private static final String V4 = "(\\d{1,3})\\.(\\d{1,3})\\.(\\d{1,3})\\.(\\d{1,3})";
  private static final Pattern SPAN =
      Pattern.compile(
          "(?:.*:)?\\s*" + V4 + "\\s*-\\s*" + V4 + "\\s*(?:,\\s*(\\d{1,3})\\s*(?:,.*)?)?");
  private static final Pattern BLOCK = Pattern.compile("([0-9A-Fa-f.:]+)(?:/(\\d{1,3}))?");

  /** In the DAT format, addresses of this level and above are allowed. */
  private static final int ALLOWED_LEVEL = 128;

  private static final int GZIP_FIRST = 0x1f;
  private static final int GZIP_SECOND = 0x8b;
  private static final int OCTET = 255;

  private final int bytes;
  private final int ranges;

  /**
   * A reader of bounded lists.
   *
   * @param bytes of text at most
   * @param ranges at most
   */
  ListReader(int bytes, int ranges) {
    this.bytes = bytes;
    this.ranges = ranges;
  }

  /**
   * What a list says.
   *
   * @param ranges that are refused
   * @param skipped lines that say nothing in any known format
   */
  record Reading(Ranges ranges, int skipped) {}

  /**
   * Reads a list to its end.
   *
   * @param in compressed with gzip or not; left open
   * @throws IOException if it cannot be read, or is too long
   */
  Reading read(InputStream in) throws IOException {
    List<Range> found = new ArrayList<>();
    int skipped = 0;
    Iterator<String> lines = text(in).lines().map(String::strip).iterator();
    while (lines.hasNext()) {
      String line = lines.next();
      if (line.isEmpty() || line.startsWith("#") || line.startsWith("//")) {
        continue;
      }
      try {
        Optional<Range> range = range(line);
        if (range.isPresent() && found.size() == ranges) {
          throw new IOException("it has more than " + ranges + " ranges");
        }
        range.ifPresent(found::add);
      } catch (IllegalArgumentException noRange) {
        skipped++;
      }
    }
    return new Reading(new Ranges(found), skipped);
  }

  private String text(InputStream in) throws IOException {
    BufferedInputStream plain = new BufferedInputStream(in);
    plain.mark(2);
    boolean compressed = plain.read() == GZIP_FIRST && plain.read() == GZIP_SECOND;
    plain.reset();
    InputStream text = compressed ? new GZIPInputStream(plain) : plain;
    byte[] all = text.readNBytes(bytes + 1);
    if (all.length > bytes) {
      throw new IOException("it has more than " + bytes + " bytes of text");
    }
    return new String(all, StandardCharsets.ISO_8859_1);
  }

  /** Empty if the line allows what it names. */
  private static Optional<Range> range(String line) {
    Matcher span = SPAN.matcher(line);
    if (span.matches()) {
      Range range = new Range(address(span, 1), address(span, 5));
      String level = span.group(9);
      return level == null || Integer.parseInt(level) < ALLOWED_LEVEL
          ? Optional.of(range)
          : Optional.empty();
    }
    Matcher block = BLOCK.matcher(line);
    if (!block.matches()) {
      throw new IllegalArgumentException("no known format");
    }
    return Optional.of(
        AddressLiteral.parse(block.group(1))
            .map(
                address ->
                    Number128.block(
                        address,
                        block.group(2) == null
                            ? address.getAddress().length * Byte.SIZE
                            : Integer.parseInt(block.group(2))))
            .orElseThrow(() -> new IllegalArgumentException("no address")));
  }

  /** Lists pad numbers with zeros: 010 is ten. */
  private static Number128 address(Matcher matched, int group) {
    long bits = 0;
    for (int i = group; i < group + 4; i++) {
      int octet = Integer.parseInt(matched.group(i));
      if (octet > OCTET) {
        throw new IllegalArgumentException("no address");
      }
      bits = bits << Byte.SIZE | octet;
    }
    return Number128.ofV4(bits);
  }
}
