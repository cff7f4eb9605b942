package io.quoin.protocol.net.http;

import io.quoin.protocol.net.Transport;

class HttpFetcherOverNioTest extends HttpFetcherContract {

  HttpFetcherOverNioTest() {
    super(Transport.nio());
  }
}
