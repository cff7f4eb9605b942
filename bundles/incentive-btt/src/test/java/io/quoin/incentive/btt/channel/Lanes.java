package io.quoin.incentive.btt.channel;

import io.quoin.api.journal.ChannelId;
import io.quoin.api.journal.PayerAccount;
import io.quoin.api.journal.SignedVoucher;
import io.quoin.api.journal.Voucher;
import io.quoin.api.ledger.Address;
import io.quoin.api.ledger.Digest;
import io.quoin.api.ledger.Signature;
import io.quoin.api.torrent.TorrentId;
import io.quoin.incentive.btt.wire.AddressPrefix;
import io.quoin.metainfo.InfoHash;
import java.time.Instant;
import java.util.Optional;

/** Values for tests of lanes. */
final class Lanes {
  static final long GIB = 1L << 30;
  static final long KIB = 1024;
  static final long MIB = 1 << 20;
  static final ChannelId CHANNEL = new ChannelId(Digest.ofHex("ab".repeat(32)));
  static final TorrentId TORRENT = torrent(1);

  private Lanes() {}

  static TorrentId torrent(int number) {
    return new TorrentId(InfoHash.ofHex("%040x".formatted(number)));
  }

  static Address address(int number) {
    byte[] bytes = new byte[Address.BYTES];
    bytes[0] = Address.PREFIX;
    bytes[18] = (byte) (number >> 16);
    bytes[19] = (byte) (number >> 8);
    bytes[20] = (byte) number;
    return Address.of(bytes);
  }

  static SignedVoucher voucher(long sequence, long amount, long bytes) {
    return new SignedVoucher(
        new Voucher(CHANNEL, TORRENT, sequence, amount, bytes), Signature.of(new byte[65]));
  }

  static Debtor stranger(int number, String prefix) {
    return new Debtor(
        new PayerAccount(address(number), 0, 0, 0, Optional.empty(), 0, MIB),
        Optional.of(new AddressPrefix(prefix)),
        Instant.EPOCH);
  }

  static Debtor known(int number, long settled) {
    return new Debtor(
        new PayerAccount(address(number), settled, settled, settled, Optional.empty(), 0, MIB),
        Optional.of(new AddressPrefix("known")),
        Instant.EPOCH);
  }
}
