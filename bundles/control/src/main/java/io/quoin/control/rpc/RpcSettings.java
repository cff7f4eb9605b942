package io.quoin.control.rpc;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** What callers of the remote-control protocol may do on this machine. */
@ObjectClassDefinition(
    name = "Quoin remote control",
    description = "What those may do who control the session by Transmission's protocol")
public @interface RpcSettings {

  /**
   * Where data may be.
   *
   * @return absolute directories
   */
  @AttributeDefinition(
      name = "Roots",
      description =
          "Absolute directories in or below which callers may put torrents' data, ask for free"
              + " space and name torrent files. Empty by default: anywhere that this process may"
              + " write, as Transmission does.",
      required = false)
  String[] roots() default {};

  /**
   * Whether torrents are fetched from inside addresses.
   *
   * @return false unless wanted
   */
  @AttributeDefinition(
      name = "Fetch from inside",
      description =
          "Whether torrents may be fetched from loopback, private and link-local addresses, such as"
              + " an indexer on the same machine. Off by default: callers could reach services that"
              + " trust this machine.",
      required = false)
  boolean fetch_inside() default false;
}
