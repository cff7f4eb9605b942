package io.quoin.ledger.tron;

import com.google.protobuf.ByteString;
import io.quoin.api.ledger.Address;
import java.util.BitSet;
import java.util.Comparator;
import java.util.OptionalInt;
import org.tron.trident.proto.Chain.Transaction.Contract.ContractType;
import org.tron.trident.proto.Common.Permission;
import org.tron.trident.proto.Response.Account;

/** Under which of an account's permissions a key alone may transfer tokens. */
final class Permissions {

  /** The owner's permission, which allows everything; a transaction that names none means it. */
  static final int OWNER = 0;

  private Permissions() {}

  /**
   * Finds the permission to sign under.
   *
   * @param account as a node has it; without an address if it does not exist
   * @param owner whose account
   * @param signer the address that belongs to the key
   * @return its id; empty if there is none
   */
  static OptionalInt of(Account account, Address owner, Address signer) {
    boolean whole =
        account.hasOwnerPermission()
            ? suffices(account.getOwnerPermission(), signer)
            : owner.equals(signer);
    if (whole) {
      return OptionalInt.of(OWNER);
    }
    return account.getActivePermissionList().stream()
        .filter(permission -> allowsTransfers(permission) && suffices(permission, signer))
        .sorted(Comparator.comparingInt(Permission::getId))
        .mapToInt(Permission::getId)
        .findFirst();
  }

  /**
   * Whether all that a key alone can do with an account is to transfer tokens.
   *
   * @param account as a node has it; without an address if it does not exist
   * @param owner whose account
   * @param signer the address that belongs to the key
   * @return false too if it cannot even do that
   */
  static boolean transfersOnly(Account account, Address owner, Address signer) {
    OptionalInt permission = of(account, owner, signer);
    return permission.isPresent()
        && permission.getAsInt() != OWNER
        && !(account.hasWitnessPermission() && suffices(account.getWitnessPermission(), signer))
        && account.getActivePermissionList().stream()
            .filter(active -> suffices(active, signer))
            .allMatch(Permissions::allowsNothingElse);
  }

  private static boolean allowsNothingElse(Permission permission) {
    BitSet operations = BitSet.valueOf(permission.getOperations().toByteArray());
    return operations.cardinality() == 1
        && operations.get(ContractType.TransferAssetContract_VALUE);
  }

  private static boolean suffices(Permission permission, Address signer) {
    ByteString address = RawTransfer.bytes(signer);
    return permission.getKeysList().stream()
        .anyMatch(
            key ->
                key.getAddress().equals(address)
                    && key.getWeight() > 0
                    && key.getWeight() >= permission.getThreshold());
  }

  /** One bit a kind of contract, the lowest bit of a byte first. */
  private static boolean allowsTransfers(Permission permission) {
    int kind = ContractType.TransferAssetContract_VALUE;
    ByteString operations = permission.getOperations();
    return permission.getType() == Permission.PermissionType.Active
        && operations.size() > kind / Byte.SIZE
        && (operations.byteAt(kind / Byte.SIZE) & 1 << kind % Byte.SIZE) != 0;
  }
}
