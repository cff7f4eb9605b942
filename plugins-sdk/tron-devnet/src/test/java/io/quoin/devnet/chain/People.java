package io.quoin.devnet.chain;

import io.quoin.api.ledger.Address;
import io.quoin.wallet.key.SigningKey;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.HexFormat;

/** Keys whose owner is everybody. */
public final class People {

  public static final long TRX = 1_000_000;

  /** Rich in both. */
  public static final SigningKey ALICE =
      SigningKey.of(
          HexFormat.of()
              .parseHex("da146374a75310b9666e834ee4ad0866d6f4035967bfc76217c5a495fff9f0d0"));

  /** Has an account. */
  public static final SigningKey BOB = key(2);

  /** Has tokens and no coins. */
  public static final SigningKey CAROL = key(3);

  /** Has nothing, not even an account. */
  public static final SigningKey NOBODY = key(4);

  public static final SigningKey HOT = key(5);

  private People() {}

  public static SigningKey key(long number) {
    byte[] bytes = new byte[32];
    byte[] digits = BigInteger.valueOf(number).toByteArray();
    System.arraycopy(digits, 0, bytes, bytes.length - digits.length, digits.length);
    return SigningKey.of(bytes);
  }

  /** Somebody of whom nobody has heard. */
  public static Address stranger(int number) {
    byte[] bytes = new byte[Address.BYTES];
    Arrays.fill(bytes, (byte) 7);
    bytes[0] = Address.PREFIX;
    bytes[1] = (byte) (number >> 8);
    bytes[2] = (byte) number;
    return Address.of(bytes);
  }
}
