package io.quoin.interop;

import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.aggregator.AggregateWith;
import org.junit.jupiter.params.provider.CsvSource;

/** Proves the fixtures: through them the clients of others exchange torrents with each other. */
@Tag("clients")
class ClientsAmongThemselvesTest {

  @ParameterizedTest(name = "{arguments}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          # from     | to         | payload    | maker      | kind   | KiB  | link    | meeting
          libtorrent | aria2      | MANY_FILES | libtorrent | V1     | 16   | TORRENT | HTTP
          aria2      | libtorrent | ONE_FILE   | libtorrent | V1     | 1024 | MAGNET  | UDP
          libtorrent | libtorrent | MANY_FILES | libtorrent | HYBRID | 16   | MAGNET  | PEER
          """)
  void other_clients_exchange_torrents(
      @AggregateWith(Exchange.Row.class) Exchange exchange, @TempDir Path directory)
      throws Exception {
    exchange.assumeInstalled();
    exchange.carryOut(new Loopback(), directory);
  }
}
