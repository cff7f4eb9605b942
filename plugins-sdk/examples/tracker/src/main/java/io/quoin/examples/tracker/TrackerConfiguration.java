package io.quoin.examples.tracker;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** Where the tracker listens and how often it wants to hear from peers. */
@ObjectClassDefinition(
    name = "Quoin example tracker",
    description = "A small HTTP tracker. It starts when it is configured.")
public @interface TrackerConfiguration {

  /**
   * The address to listen on.
   *
   * @return an address of this machine
   */
  @AttributeDefinition(
      name = "Address",
      description =
          "Address of this machine to listen on. 127.0.0.1 by default: only programs on this"
              + " machine find each other through it.")
  String address() default "127.0.0.1";

  /**
   * The port to listen on.
   *
   * @return 1 to 65535
   */
  @AttributeDefinition(
      name = "Port",
      description = "TCP port to listen on, 1 to 65535. 6969 by default, as trackers have it.",
      min = "1",
      max = "65535")
  int port() default 6969;

  /**
   * How often peers are to be heard of.
   *
   * @return seconds
   */
  @AttributeDefinition(
      name = "Interval",
      description =
          "Seconds between two announcements of a peer, 10 to 86400. 1800 by default, the custom of"
              + " public trackers. A peer not heard of for twice this time is forgotten.",
      min = "10",
      max = "86400")
  int interval() default 1800;
}
