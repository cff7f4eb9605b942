package io.quoin.devnet.chain;

import com.google.protobuf.ByteString;
import io.quoin.api.ledger.Address;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.tron.trident.proto.Chain.Transaction.Contract.ContractType;
import org.tron.trident.proto.Common.Key;
import org.tron.trident.proto.Common.Permission;
import org.tron.trident.proto.Common.Permission.PermissionType;

/**
 * Who may sign for an account.
 *
 * @param owner for everything; its id is 0
 * @param active for the kinds of contract that their operations name; ids from 2
 */
public record Permissions(Permission owner, List<Permission> active) {

  /** Bytes of a permission's operations, one bit a kind of contract, lowest bits first. */
  static final int OPERATIONS_BYTES = 32;

  /** What accounts on the main network have: everything but changing permissions. */
  private static final ByteString USUAL_OPERATIONS =
      ByteString.copyFrom(
          HexFormat.of()
              .parseHex("7fff1fc0033e0000000000000000000000000000000000000000000000000000"));

  private static final int FIRST_ACTIVE = 2;

  /** Copies the list. */
  public Permissions {
    active = List.copyOf(active);
  }

  /**
   * What a new account has: its own key may do everything.
   *
   * @param owner the account
   * @return an owner permission and an active one
   */
  public static Permissions of(Address owner) {
    return of(ByteString.copyFrom(owner.bytes()));
  }

  static Permissions of(ByteString owner) {
    return new Permissions(
        single(PermissionType.Owner, 0, "owner", owner).build(),
        List.of(
            single(PermissionType.Active, FIRST_ACTIVE, "active", owner)
                .setOperations(USUAL_OPERATIONS)
                .build()));
  }

  /**
   * With one more active permission, by which a key alone may transfer tokens and do nothing else.
   *
   * @param key the key's address
   * @return its id is one above the others'
   */
  public Permissions withHotKey(Address key) {
    byte[] operations = new byte[OPERATIONS_BYTES];
    int kind = ContractType.TransferAssetContract_VALUE;
    operations[kind / Byte.SIZE] |= (byte) (1 << kind % Byte.SIZE);
    List<Permission> more = new ArrayList<>(active);
    more.add(
        single(
                PermissionType.Active,
                FIRST_ACTIVE + active.size(),
                "hot key",
                ByteString.copyFrom(key.bytes()))
            .setOperations(ByteString.copyFrom(operations))
            .build());
    return new Permissions(owner, more);
  }

  private static Permission.Builder single(
      PermissionType type, int id, String name, ByteString key) {
    return Permission.newBuilder()
        .setType(type)
        .setId(id)
        .setPermissionName(name)
        .setThreshold(1)
        .addKeys(Key.newBuilder().setAddress(key).setWeight(1));
  }

  /** The permission that a contract names. */
  Optional<Permission> named(int id) {
    return id == owner.getId()
        ? Optional.of(owner)
        : active.stream().filter(permission -> permission.getId() == id).findFirst();
  }
}
