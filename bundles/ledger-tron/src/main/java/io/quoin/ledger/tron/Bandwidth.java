package io.quoin.ledger.tron;

import com.google.protobuf.ByteString;
import io.quoin.api.ledger.Address;
import io.quoin.api.ledger.Signature;
import io.quoin.api.ledger.TokenId;
import io.quoin.api.ledger.TransferOrder;
import java.time.Duration;
import java.time.Instant;
import org.tron.trident.proto.Chain.Transaction;
import org.tron.trident.proto.Response.AccountNetMessage;
import org.tron.trident.proto.Response.ChainParameters;

/**
 * What transfers use of the network: a point a byte, and 64 for the result. Points of staked coins
 * come first, then the daily free ones; a transfer that fits in neither is paid for whole.
 */
final class Bandwidth {

  private static final long RESULT = 64;

  /** The first that is nobody's owner permission: an active one. */
  private static final int ACTIVE = 2;

  private Bandwidth() {}

  /** Points that a transfer uses. */
  static long points(RawTransfer transfer) {
    Transaction whole =
        Transaction.newBuilder()
            .setRawData(transfer.data())
            .addSignature(ByteString.copyFrom(new byte[Signature.BYTES]))
            .build();
    return RESULT + whole.getSerializedSize();
  }

  /**
   * Points that no transfer of a token exceeds: of the largest amount, by a hot key. Some seven
   * more than most use, and as many of them are free.
   */
  static long points(TokenId token) {
    Block reference = new Block(0, Instant.EPOCH, ByteString.copyFrom(new byte[Block.ID_BYTES]));
    Instant now = Instant.ofEpochMilli(1L << 42); // 2109: not longer before that
    TransferOrder order =
        new TransferOrder(
            address(1), address(2), address(3), Long.MAX_VALUE, now, now.plus(Duration.ofHours(1)));
    return points(RawTransfer.of(order, token, ACTIVE, reference));
  }

  private static Address address(int last) {
    byte[] bytes = new byte[Address.BYTES];
    bytes[0] = Address.PREFIX;
    bytes[Address.BYTES - 1] = (byte) last;
    return Address.of(bytes);
  }

  /** How many transfers of so many points are free. */
  static int freeTransfers(AccountNetMessage account, long points) {
    long staked = Math.max(0, account.getNetLimit() - account.getNetUsed());
    long daily = Math.max(0, account.getFreeNetLimit() - account.getFreeNetUsed());
    return (int) Math.min(Integer.MAX_VALUE, staked / points + daily / points);
  }

  /**
   * What a transfer of so many points costs when none are free.
   *
   * @param isNew whether it makes the account that it pays
   * @return in sun, the smallest unit of TRON's coin
   * @throws IllegalArgumentException if the network's prices are not there, or are none
   */
  static long fee(ChainParameters prices, long points, boolean isNew) {
    if (!isNew) {
      return Math.multiplyExact(points, price(prices, "getTransactionFee"));
    }
    return Math.addExact(
        price(prices, "getCreateAccountFee"),
        price(prices, "getCreateNewAccountFeeInSystemContract"));
  }

  private static long price(ChainParameters prices, String name) {
    return prices.getChainParameterList().stream()
        .filter(each -> each.getKey().equals(name))
        .mapToLong(ChainParameters.ChainParameter::getValue)
        .filter(value -> value >= 0)
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("it does not say what " + name + " is"));
  }
}
