package io.quoin.interop;

import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.aggregator.AggregateWith;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code quoin get} and {@code quoin seed} with clients that others wrote. */
@Tag("clients")
class QuoinAmongOthersTest {

  @ParameterizedTest(name = "{arguments}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          # from     | to         | payload    | maker      | kind   | KiB  | link      | meeting
          libtorrent | quoin      | ONE_FILE   | libtorrent | V1     | 16   | TORRENT   | HTTP
          libtorrent | quoin      | MANY_FILES | quoin      | V1     | 1024 | TORRENT   | UDP
          libtorrent | quoin      | MANY_FILES | libtorrent | V1     | 16   | MAGNET    | HTTP
          libtorrent | quoin      | ONE_FILE   | quoin      | V1     | 1024 | MAGNET    | UDP
          libtorrent | quoin      | ONE_FILE   | libtorrent | HYBRID | 16   | MAGNET    | PEER
          libtorrent | quoin      | MANY_FILES | quoin      | HYBRID | 1024 | TORRENT   | PEER
          libtorrent | quoin      | MANY_FILES | libtorrent | HYBRID | 1024 | MAGNET    | HTTP
          libtorrent | quoin      | MANY_FILES | quoin      | HYBRID | 16   | TORRENT   | UDP
          libtorrent | quoin      | MANY_FILES | libtorrent | HYBRID | 16   | V1_MAGNET | UDP
          libtorrent | quoin      | ONE_FILE   | quoin      | HYBRID | 1024 | V1_MAGNET | PEER
          libtorrent | quoin      | ONE_FILE   | libtorrent | V2     | 16   | TORRENT   | PEER
          libtorrent | quoin      | MANY_FILES | quoin      | V2     | 1024 | TORRENT   | HTTP
          aria2      | quoin      | ONE_FILE   | quoin      | V1     | 16   | TORRENT   | UDP
          aria2      | quoin      | MANY_FILES | libtorrent | V1     | 1024 | TORRENT   | HTTP
          aria2      | quoin      | MANY_FILES | quoin      | V1     | 16   | MAGNET    | PEER
          aria2      | quoin      | ONE_FILE   | libtorrent | V1     | 1024 | MAGNET    | HTTP
          """)
  void quoin_gets_what_another_client_serves(
      @AggregateWith(Exchange.Row.class) Exchange exchange, @TempDir Path directory)
      throws Exception {
    exchange.assumeInstalled();
    exchange.carryOut(new Loopback(), directory);
  }

  @ParameterizedTest(name = "{arguments}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          # from     | to         | payload    | maker      | kind   | KiB  | link      | meeting
          quoin      | libtorrent | ONE_FILE   | quoin      | V1     | 16   | TORRENT   | UDP
          quoin      | libtorrent | MANY_FILES | libtorrent | V1     | 1024 | TORRENT   | HTTP
          quoin      | libtorrent | MANY_FILES | quoin      | V1     | 16   | MAGNET    | PEER
          quoin      | libtorrent | ONE_FILE   | libtorrent | V1     | 1024 | MAGNET    | UDP
          quoin      | libtorrent | ONE_FILE   | quoin      | HYBRID | 16   | MAGNET    | HTTP
          quoin      | libtorrent | MANY_FILES | libtorrent | HYBRID | 1024 | TORRENT   | PEER
          quoin      | libtorrent | MANY_FILES | quoin      | HYBRID | 1024 | MAGNET    | UDP
          quoin      | libtorrent | MANY_FILES | libtorrent | HYBRID | 16   | TORRENT   | HTTP
          quoin      | libtorrent | MANY_FILES | quoin      | HYBRID | 16   | V1_MAGNET | HTTP
          quoin      | libtorrent | ONE_FILE   | libtorrent | HYBRID | 1024 | V1_MAGNET | PEER
          quoin      | libtorrent | ONE_FILE   | quoin      | V2     | 16   | TORRENT   | UDP
          quoin      | libtorrent | MANY_FILES | libtorrent | V2     | 1024 | TORRENT   | PEER
          quoin      | aria2      | ONE_FILE   | libtorrent | V1     | 16   | TORRENT   | HTTP
          quoin      | aria2      | MANY_FILES | quoin      | V1     | 1024 | TORRENT   | UDP
          quoin      | aria2      | MANY_FILES | libtorrent | V1     | 16   | MAGNET    | HTTP
          quoin      | aria2      | ONE_FILE   | quoin      | V1     | 1024 | MAGNET    | UDP
          """)
  void quoin_serves_what_another_client_fetches(
      @AggregateWith(Exchange.Row.class) Exchange exchange, @TempDir Path directory)
      throws Exception {
    exchange.assumeInstalled();
    exchange.carryOut(new Loopback(), directory);
  }
}
