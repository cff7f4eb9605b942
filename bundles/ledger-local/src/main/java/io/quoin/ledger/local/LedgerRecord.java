package io.quoin.ledger.local;

import io.quoin.api.ledger.Address;
import io.quoin.api.ledger.NetId;
import io.quoin.api.ledger.TokenFacts;
import io.quoin.api.ledger.TokenId;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;

/** Something that happened to a ledger. All records in order are the ledger. */
sealed interface LedgerRecord {

  /**
   * The ledger was made.
   *
   * @param net drawn at random
   * @param token what it is a ledger of
   * @param supply base units there are, all of them in the treasury at first
   * @param at when
   */
  record Genesis(NetId net, TokenFacts token, long supply, Instant at) implements LedgerRecord {}

  /**
   * An address was given an account.
   *
   * @param address whose
   * @param amount base units out of the treasury
   * @param coins for fees
   * @param at when
   */
  record Welcome(Address address, long amount, long coins, Instant at) implements LedgerRecord {}

  /**
   * A transfer was taken.
   *
   * @param raw its bytes, see {@link RawTransfer}
   * @param fee in coins
   * @param at when
   */
  record Transfer(RawTransfer raw, long fee, Instant at) implements LedgerRecord {}

  /**
   * It was told to somebody that this time has passed: the ledger's clock never shows less.
   *
   * @param at when
   */
  record Passed(Instant at) implements LedgerRecord {}

  /** The longest record, in bytes. */
  int LONGEST = 512;

  /** When it happened. */
  Instant at();

  /** The record's bytes. */
  default ByteBuffer encoded() {
    ByteBuffer bytes = ByteBuffer.allocate(LONGEST);
    if (this instanceof Genesis genesis) {
      byte[] name = genesis.token().name().getBytes(StandardCharsets.UTF_8);
      bytes.put((byte) 0).putLong(at().toEpochMilli()).putLong(genesis.net().value());
      bytes.putLong(genesis.token().id().value()).putInt(genesis.token().decimals());
      bytes.putLong(genesis.supply()).put(name);
    } else if (this instanceof Welcome welcome) {
      bytes.put((byte) 1).putLong(at().toEpochMilli()).put(welcome.address().bytes());
      bytes.putLong(welcome.amount()).putLong(welcome.coins());
    } else if (this instanceof Transfer transfer) {
      bytes.put((byte) 2).putLong(at().toEpochMilli()).putLong(transfer.fee());
      bytes.put(transfer.raw().encoded());
    } else {
      bytes.put((byte) 3).putLong(at().toEpochMilli());
    }
    return bytes.flip();
  }

  /**
   * Reads a record.
   *
   * @throws IllegalArgumentException or {@link java.nio.BufferUnderflowException} if it is none
   */
  static LedgerRecord decode(ByteBuffer bytes) {
    byte type = bytes.get();
    Instant at = Instant.ofEpochMilli(bytes.getLong());
    return switch (type) {
      case 0 -> genesis(bytes, at);
      case 1 -> new Welcome(RawTransfer.address(bytes), bytes.getLong(), bytes.getLong(), at);
      case 2 -> transfer(bytes, at);
      case 3 -> new Passed(at);
      default -> throw new IllegalArgumentException("no record is of type " + type);
    };
  }

  private static Genesis genesis(ByteBuffer bytes, Instant at) {
    NetId net = new NetId(bytes.getLong());
    TokenId token = new TokenId(bytes.getLong());
    int decimals = bytes.getInt();
    long supply = bytes.getLong();
    byte[] name = new byte[bytes.remaining()];
    bytes.get(name);
    return new Genesis(
        net, new TokenFacts(token, new String(name, StandardCharsets.UTF_8), decimals), supply, at);
  }

  private static Transfer transfer(ByteBuffer bytes, Instant at) {
    long fee = bytes.getLong();
    return new Transfer(RawTransfer.decode(bytes), fee, at);
  }
}
