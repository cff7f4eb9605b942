package com.example;

import io.quoin.api.control.ControlEndpoint;
import io.quoin.api.control.ControlReply;
import io.quoin.api.control.ControlRequest;

/** An endpoint of somebody else's. */
public final class Guest implements ControlEndpoint {
  @Override
  public void answer(ControlRequest request, ControlReply reply) {
    reply.begin(200, "text/plain");
  }
}
