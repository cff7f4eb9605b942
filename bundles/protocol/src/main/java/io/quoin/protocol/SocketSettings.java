package io.quoin.protocol;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** Settings of the sockets. */
@ObjectClassDefinition(
    id = Sockets.PID,
    name = "Sockets",
    description = "Where peers can connect to, and the event loops that serve connections")
@interface SocketSettings {

  @AttributeDefinition(
      description =
          "Addresses to listen on: HOST:PORT, [HOST]:PORT, or :PORT for every address; port 0 picks a free one."
              + " Default: port 6881, which clients have used since the first. Empty: no listening")
  String[] listen() default {":6881"};

  @AttributeDefinition(
      description =
          "Event loops, 0 to 64; 0 means half the cores, at least one, which leaves the others to hashing",
      min = "0",
      max = "64")
  int loops() default 0;

  @AttributeDefinition(
      description =
          "What drives the sockets: 'best' (epoll where there is one) or 'nio'. Default: best, the faster")
  String transport() default "best";
}
