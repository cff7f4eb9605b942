package io.quoin.devnet.chain;

import com.google.protobuf.ByteString;
import io.quoin.api.ledger.Address;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Set;
import org.tron.trident.proto.Chain.Transaction;
import org.tron.trident.proto.Chain.Transaction.Contract;
import org.tron.trident.proto.Common.Key;
import org.tron.trident.proto.Common.Permission;
import org.tron.trident.proto.Common.Permission.PermissionType;

/** Whether those who signed a transaction may do what it does. */
final class Authorization {

  private static final int MOST_SIGNATURES = 5;
  private static final int OWNER = 0;

  private Authorization() {}

  /**
   * Checks the signatures.
   *
   * @param transaction with at least one contract
   * @param owner whom its first contract is about
   * @param state where that account may be
   * @throws Refusal if they don't allow it
   */
  static void check(Transaction transaction, ByteString owner, Layer state) throws Refusal {
    if (transaction.getSignatureCount() == 0) {
      throw Refusal.unsigned("miss sig or contract");
    }
    if (transaction.getSignatureCount() > MOST_SIGNATURES) {
      throw Refusal.unsigned("too many signatures");
    }
    Contract contract = transaction.getRawData().getContract(0);
    Permission permission =
        state
            .account(owner)
            .map(Account::permissions)
            .orElseGet(() -> Permissions.of(owner))
            .named(contract.getPermissionId())
            .orElseThrow(() -> Refusal.unsigned("permission isn't exit"));
    if (contract.getPermissionId() != OWNER) {
      if (permission.getType() != PermissionType.Active) {
        throw Refusal.unsigned("Permission type is error");
      }
      if (!allows(permission, contract.getTypeValue())) {
        throw Refusal.unsigned("Permission denied");
      }
    }
    if (weight(transaction, permission) < permission.getThreshold()) {
      throw Refusal.unsigned("sig error");
    }
  }

  private static boolean allows(Permission permission, int kind) throws Refusal {
    ByteString operations = permission.getOperations();
    if (operations.size() != Permissions.OPERATIONS_BYTES) {
      throw Refusal.unsigned("operations size must 32, actual: " + operations.size());
    }
    return (operations.byteAt(kind / Byte.SIZE) & 1 << kind % Byte.SIZE) != 0;
  }

  private static long weight(Transaction transaction, Permission permission) throws Refusal {
    if (transaction.getSignatureCount() > permission.getKeysCount()) {
      throw Refusal.unsigned(
          "Signature count is "
              + transaction.getSignatureCount()
              + " more than key counts of permission : "
              + permission.getKeysCount());
    }
    byte[] digest = Hashes.sha256(transaction.getRawData()).toByteArray();
    Set<ByteString> signers = new HashSet<>();
    long sum = 0;
    for (ByteString signature : transaction.getSignatureList()) {
      if (signature.size() < Signer.SIGNATURE_BYTES) {
        throw Refusal.unsigned("Signature size is " + signature.size());
      }
      ByteString signer =
          Signer.of(digest, signature)
              .orElseThrow(() -> Refusal.unsigned("Could not recover public key from signature"));
      sum += weight(permission, signer, signature);
      if (!signers.add(signer)) {
        throw Refusal.unsigned(readable(signer) + " has signed twice!");
      }
    }
    return sum;
  }

  private static long weight(Permission permission, ByteString signer, ByteString signature)
      throws Refusal {
    return permission.getKeysList().stream()
        .filter(key -> key.getAddress().equals(signer) && key.getWeight() != 0)
        .mapToLong(Key::getWeight)
        .findFirst()
        .orElseThrow(
            () ->
                Refusal.unsigned(
                    HexFormat.of()
                            .formatHex(signature.substring(0, Signer.SIGNATURE_BYTES).toByteArray())
                        + " is signed by "
                        + readable(signer)
                        + " but it is not contained of permission."));
  }

  private static String readable(ByteString signer) {
    return Address.of(signer.toByteArray()).toString();
  }
}
