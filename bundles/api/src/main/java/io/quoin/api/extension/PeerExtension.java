package io.quoin.api.extension;

import java.nio.ByteBuffer;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * An extension message of BEP 10. Registered as a service with the property {@value #NAME}. The
 * name keeps one message id for the life of the engine; when the service goes, peers are sent a new
 * extension handshake with id 0. Calls come one at a time through a mailbox that holds 64 messages
 * a peer and 4096 in all; what does not fit is dropped, and the engine never waits.
 */
@ConsumerType
public interface PeerExtension {

  /** Service property: the extension's name in {@code m}, such as {@code ut_pex}. */
  String NAME = "quoin.extension.name";

  /**
   * A peer that names this extension in its handshake is there.
   *
   * @param peer valid until {@link #left}
   */
  void joined(ExtensionPeer peer);

  /**
   * A message from a peer.
   *
   * @param peer one that joined
   * @param payload the message without its id, valid during the call
   */
  void received(ExtensionPeer peer, ByteBuffer payload);

  /**
   * A peer is gone, or has switched the extension off.
   *
   * @param peer one that joined
   */
  void left(ExtensionPeer peer);
}
