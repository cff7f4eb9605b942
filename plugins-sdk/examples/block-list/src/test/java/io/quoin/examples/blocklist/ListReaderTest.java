package io.quoin.examples.blocklist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import io.quoin.api.net.AddressLiteral;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.SplittableRandom;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ListReaderTest {

  private static final ListReader READER = new ListReader(1 << 20, 10_000);

  private static ListReader.Reading read(String text) throws IOException {
    return READER.read(new ByteArrayInputStream(text.getBytes(StandardCharsets.ISO_8859_1)));
  }

  private static boolean names(String list, String address) throws IOException {
    return read(list).ranges().contain(Number128.of(AddressLiteral.parse(address).orElseThrow()));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          Some: org, Ltd:1.2.4.0-1.2.4.255           | 1.2.4.0     | 1.2.4.255   | 1.2.3.255 | 1.2.5.0
          001.009.096.000 - 001.009.097.255 , 000 , x| 1.9.96.0    | 1.9.97.255  | 1.9.95.255| 1.9.98.0
          001.009.096.105 - 001.009.096.105 , 127 , x| 1.9.96.105  | 1.9.96.105  | 1.9.96.104| 1.9.96.106
          10.1.2.3                                   | 10.1.2.3    | 10.1.2.3    | 10.1.2.2  | 10.1.2.4
          10.1.2.99/25                               | 10.1.2.0    | 10.1.2.127  | 10.1.1.255| 10.1.2.128
          255.255.255.255/1                          | 128.0.0.0   | 255.1.2.3   | 127.1.1.1 | ::1
          0.0.0.0/0                                  | 0.0.0.0     | 255.1.2.3   | ::1       | 2001:db8::
          2001:db8::/32                              | 2001:db8::  | 2001:db8:ffff:ffff:ffff:ffff:ffff:ffff | 2001:db7:: | 2001:db9::
          2001:db8::8/126                            | 2001:db8::8 | 2001:db8::b | 2001:db8::7 | 2001:db8::c
          fe80::1                                    | fe80::1     | fe80::1     | fe80::    | fe80::2
          """)
  void a_line_names_what_lies_within_it(
      String line, String first, String last, String before, String after) throws IOException {
    assertThat(names(line, first)).isTrue();
    assertThat(names(line, last)).isTrue();
    assertThat(names(line, before)).isFalse();
    assertThat(names(line, after)).isFalse();
  }

  @Test
  void what_a_list_allows_is_not_refused() throws IOException {
    ListReader.Reading reading = read("001.002.003.000 - 001.002.003.255 , 128 , allowed");

    assertThat(reading.ranges().count()).isZero();
    assertThat(reading.skipped()).isZero();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "nonsense",
        "example.com",
        "1.2.3.256",
        "x:1.2.3.4-1.2.3.999",
        "x:1.2.3.4-1.2.3.3",
        "1.2.3.4/33",
        "::1/129",
        "1.2.3.4/",
        "1.2.3",
        ":::::/2"
      })
  void a_line_in_no_known_format_is_passed_over(String line) throws IOException {
    ListReader.Reading reading = read("# a remark\n\n// another\n" + line + "\r\n9.9.9.9\n");

    assertThat(reading.skipped()).isEqualTo(1);
    assertThat(reading.ranges().count()).isEqualTo(1);
  }

  @Test
  void a_compressed_list_is_read_as_well() throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
      gzip.write("a:1.2.3.4-1.2.3.5\n7.7.7.7\n".getBytes(StandardCharsets.US_ASCII));
    }

    ListReader.Reading reading = READER.read(new ByteArrayInputStream(packed.toByteArray()));

    assertThat(reading.ranges().count()).isEqualTo(2);
  }

  @Test
  void a_list_that_unpacks_to_more_than_the_bound_is_refused() throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
      gzip.write(new byte[(1 << 20) + 1]);
    }

    assertThatIOException()
        .isThrownBy(() -> READER.read(new ByteArrayInputStream(packed.toByteArray())))
        .withMessageContaining("more than 1048576 bytes");
  }

  @Test
  void a_list_of_more_ranges_than_the_bound_is_refused() throws IOException {
    ListReader two = new ListReader(1000, 2);
    byte[] most = "1.1.1.1\n2.2.2.2\n".getBytes(StandardCharsets.US_ASCII);
    byte[] more = "1.1.1.1\n2.2.2.2\n3.3.3.3\n".getBytes(StandardCharsets.US_ASCII);

    assertThat(two.read(new ByteArrayInputStream(most)).ranges().count()).isEqualTo(2);
    assertThatIOException()
        .isThrownBy(() -> two.read(new ByteArrayInputStream(more)))
        .withMessageContaining("more than 2 ranges");
  }

  @Test
  void ranges_that_overlap_name_what_each_of_them_names() throws IOException {
    SplittableRandom chance = new SplittableRandom(5);
    boolean[] named = new boolean[4096];
    StringBuilder list = new StringBuilder();
    for (int i = 0; i < 150; i++) {
      int first = chance.nextInt(named.length);
      int last = Math.min(named.length - 1, first + chance.nextInt(30));
      list.append("x:%s-%s%n".formatted(address(first), address(last)));
      for (int each = first; each <= last; each++) {
        named[each] = true;
      }
    }

    Ranges ranges = read(list.toString()).ranges();

    for (int each = 0; each < named.length; each++) {
      assertThat(ranges.contain(Number128.ofV4(each))).as(address(each)).isEqualTo(named[each]);
    }
  }

  private static String address(int number) {
    return "0.0." + (number >> 8) + '.' + (number & 255);
  }
}
