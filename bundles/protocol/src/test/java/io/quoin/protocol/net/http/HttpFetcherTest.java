package io.quoin.protocol.net.http;

import io.quoin.protocol.net.Transport;

class HttpFetcherTest extends HttpFetcherContract {

  HttpFetcherTest() {
    super(Transport.best());
  }
}
