package io.quoin.ledger.tron;

import com.google.protobuf.Any;
import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import io.quoin.api.ledger.Address;
import io.quoin.api.ledger.Digest;
import io.quoin.api.ledger.PreparedTransfer;
import io.quoin.api.ledger.TokenId;
import io.quoin.api.ledger.TransferFacts;
import io.quoin.api.ledger.TransferId;
import io.quoin.api.ledger.TransferOrder;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Optional;
import java.util.regex.Pattern;
import org.tron.trident.proto.Chain.Transaction;
import org.tron.trident.proto.Chain.Transaction.Contract.ContractType;
import org.tron.trident.proto.Contract.TransferAssetContract;

/**
 * The bytes of a transfer: a transaction's {@code raw_data} with one TransferAsset contract. Their
 * SHA-256 is its id.
 *
 * @param data as it is sent
 */
record RawTransfer(Transaction.raw data) {

  /** As a token's number is written on the chain. */
  private static final Pattern NUMBER = Pattern.compile("[1-9]\\d{0,18}");

  /**
   * Builds a transfer.
   *
   * @param order what it does
   * @param token of which token
   * @param permission under which permission of the payer it is signed; 0 is the owner's
   * @param reference a block that every view of the chain has or will have
   */
  static RawTransfer of(TransferOrder order, TokenId token, int permission, Block reference) {
    TransferAssetContract transfer =
        TransferAssetContract.newBuilder()
            .setAssetName(ByteString.copyFromUtf8(token.toString()))
            .setOwnerAddress(bytes(order.from()))
            .setToAddress(bytes(order.to()))
            .setAmount(order.amount())
            .build();
    return new RawTransfer(
        Transaction.raw
            .newBuilder()
            .setRefBlockBytes(reference.referenceBytes())
            .setRefBlockHash(reference.referenceHash())
            .setExpiration(order.expiration().toEpochMilli())
            .addContract(
                Transaction.Contract.newBuilder()
                    .setType(ContractType.TransferAssetContract)
                    .setParameter(Any.pack(transfer))
                    .setPermissionId(permission))
            .setTimestamp(order.timestamp().toEpochMilli())
            .build());
  }

  /**
   * Reads bytes that were prepared earlier.
   *
   * @throws IllegalArgumentException if they are none
   */
  static RawTransfer decode(ByteBuffer bytes) {
    try {
      return new RawTransfer(Transaction.raw.parseFrom(bytes));
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalArgumentException("they are no transaction's", e);
    }
  }

  static ByteString bytes(Address address) {
    return ByteString.copyFrom(address.bytes());
  }

  /** What signs and names it. */
  TransferId id() {
    try {
      MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
      return new TransferId(Digest.of(sha256.digest(data.toByteArray())));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java runtime has SHA-256", e);
    }
  }

  PreparedTransfer prepared(TransferOrder order) {
    return new PreparedTransfer(id(), order, data.toByteString().asReadOnlyByteBuffer());
  }

  /** Whether it does what was ordered, and nothing else. */
  boolean does(TransferOrder order, TokenId token) {
    return data.getExpiration() == order.expiration().toEpochMilli()
        && data.getTimestamp() == order.timestamp().toEpochMilli()
        && facts(false)
            .filter(
                facts ->
                    facts.equals(
                        new TransferFacts(
                            id(), order.from(), order.to(), token, order.amount(), false)))
            .isPresent();
  }

  /** What it transfers; empty if it is no transfer of a token. */
  Optional<TransferFacts> facts(boolean isFinal) {
    if (data.getContractCount() != 1
        || data.getContract(0).getType() != ContractType.TransferAssetContract) {
      return Optional.empty();
    }
    try {
      TransferAssetContract transfer =
          data.getContract(0).getParameter().unpack(TransferAssetContract.class);
      String token = transfer.getAssetName().toStringUtf8();
      if (!NUMBER.matcher(token).matches() || transfer.getAmount() < 1) {
        return Optional.empty();
      }
      return Optional.of(
          new TransferFacts(
              id(),
              Address.of(transfer.getOwnerAddress().toByteArray()),
              Address.of(transfer.getToAddress().toByteArray()),
              new TokenId(Long.parseLong(token)),
              transfer.getAmount(),
              isFinal));
    } catch (InvalidProtocolBufferException | IllegalArgumentException notOne) {
      return Optional.empty();
    }
  }
}
