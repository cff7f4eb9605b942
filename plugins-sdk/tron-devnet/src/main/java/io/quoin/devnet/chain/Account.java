package io.quoin.devnet.chain;

import com.google.protobuf.ByteString;

/**
 * An account.
 *
 * @param address 21 bytes
 * @param sun coins, in millionths of a TRX
 * @param tokens in base units
 * @param bandwidth free points that were used
 * @param permissions who may sign
 * @param created when it came to be, in milliseconds
 * @param operated when it did something last, in milliseconds; 0 if never
 */
public record Account(
    ByteString address,
    long sun,
    long tokens,
    Bandwidth bandwidth,
    Permissions permissions,
    long created,
    long operated) {

  /** Bytes of an address. */
  static final int ADDRESS_BYTES = 21;

  private static final byte PREFIX = 0x41;

  static Account empty(ByteString address, long created) {
    return new Account(address, 0, 0, Bandwidth.UNUSED, Permissions.of(address), created, 0);
  }

  static boolean isAddress(ByteString bytes) {
    return bytes.size() == ADDRESS_BYTES && bytes.byteAt(0) == PREFIX;
  }

  Account plusSun(long more) {
    return new Account(
        address, Math.addExact(sun, more), tokens, bandwidth, permissions, created, operated);
  }

  Account plusTokens(long more) {
    return new Account(
        address, sun, Math.addExact(tokens, more), bandwidth, permissions, created, operated);
  }

  Account using(Bandwidth now) {
    return new Account(address, sun, tokens, now, permissions, created, operated);
  }

  Account operatedAt(long now) {
    return new Account(address, sun, tokens, bandwidth, permissions, created, now);
  }

  Account permitting(Permissions now) {
    return new Account(address, sun, tokens, bandwidth, now, created, operated);
  }
}
