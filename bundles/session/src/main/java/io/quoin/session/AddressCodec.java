package io.quoin.session;

import io.quoin.metainfo.BList;
import io.quoin.metainfo.BString;
import io.quoin.metainfo.BValue;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * Addresses of peers as strings of 6 or 18 bytes: the address, then the port (as in BEP 23 and 7).
 */
final class AddressCodec {

  private AddressCodec() {}

  static BList encode(List<InetSocketAddress> addresses) {
    return BList.of(
        addresses.stream().filter(peer -> !peer.isUnresolved()).map(AddressCodec::encode).toList());
  }

  private static BString encode(InetSocketAddress address) {
    byte[] ip = address.getAddress().getAddress();
    ByteBuffer bytes = ByteBuffer.allocate(ip.length + 2);
    bytes.put(ip).putShort((short) address.getPort());
    return BString.of(bytes.array());
  }

  /** Leaves out what is no address. */
  static List<InetSocketAddress> decode(BList list) {
    List<InetSocketAddress> addresses = new ArrayList<>();
    for (BValue value : list) {
      if (value instanceof BString bytes && (bytes.length() == 6 || bytes.length() == 18)) {
        addresses.add(decode(bytes.bytes()));
      }
    }
    return addresses;
  }

  private static InetSocketAddress decode(ByteBuffer bytes) {
    byte[] ip = new byte[bytes.remaining() - 2];
    bytes.get(ip);
    try {
      return new InetSocketAddress(
          InetAddress.getByAddress(ip), Short.toUnsignedInt(bytes.getShort()));
    } catch (UnknownHostException impossible) {
      throw new IllegalStateException("4 and 16 bytes are addresses", impossible);
    }
  }
}
