package io.quoin.interop;

import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.aggregator.AggregateWith;
import org.junit.jupiter.params.provider.CsvSource;

/** Exchanges with transmission, on a cable of their own. */
@Tag("netns")
class TransmissionTest {

  @ParameterizedTest(name = "{arguments}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          # from       | to           | payload    | maker      | kind   | KiB  | link    | meeting
          transmission | libtorrent   | ONE_FILE   | libtorrent | V1     | 16   | MAGNET  | HTTP
          libtorrent   | transmission | MANY_FILES | libtorrent | V1     | 16   | TORRENT | UDP
          """)
  void another_client_exchanges_torrents_with_transmission(
      @AggregateWith(Exchange.Row.class) Exchange exchange, @TempDir Path directory)
      throws Exception {
    exchange.assumeInstalled();
    Cable.assumePossible();
    try (Cable cable = new Cable()) {
      exchange.carryOut(cable, directory);
    }
  }

  @ParameterizedTest(name = "{arguments}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          # from       | to           | payload    | maker      | kind   | KiB  | link    | meeting
          transmission | quoin        | ONE_FILE   | libtorrent | V1     | 16   | TORRENT | HTTP
          transmission | quoin        | MANY_FILES | quoin      | V1     | 1024 | MAGNET  | UDP
          transmission | quoin        | MANY_FILES | libtorrent | V1     | 16   | TORRENT | PEER
          transmission | quoin        | ONE_FILE   | quoin      | V1     | 1024 | MAGNET  | PEER
          quoin        | transmission | ONE_FILE   | quoin      | V1     | 16   | TORRENT | HTTP
          quoin        | transmission | MANY_FILES | libtorrent | V1     | 1024 | MAGNET  | UDP
          quoin        | transmission | MANY_FILES | quoin      | V1     | 1024 | TORRENT | UDP
          quoin        | transmission | ONE_FILE   | libtorrent | V1     | 16   | MAGNET  | HTTP
          """)
  void quoin_exchanges_torrents_with_transmission(
      @AggregateWith(Exchange.Row.class) Exchange exchange, @TempDir Path directory)
      throws Exception {
    exchange.assumeInstalled();
    Cable.assumePossible();
    try (Cable cable = new Cable()) {
      exchange.carryOut(cable, directory);
    }
  }
}
