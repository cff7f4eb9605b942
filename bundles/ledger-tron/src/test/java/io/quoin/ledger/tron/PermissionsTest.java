package io.quoin.ledger.tron;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import io.quoin.api.ledger.Address;
import org.junit.jupiter.api.Test;
import org.tron.trident.proto.Common.Key;
import org.tron.trident.proto.Common.Permission;
import org.tron.trident.proto.Common.Permission.PermissionType;
import org.tron.trident.proto.Response.Account;

class PermissionsTest {

  private static final Address OWNER = TestKeys.PAYER.address();
  private static final Address HOT = TestKeys.HOT.address();

  /** Bit 2 is TransferAsset. */
  private static final String TOKENS = "04";

  private static final String EVERYTHING_ELSE = "fb" + "ff".repeat(31);

  private static Permission active(int id, String operations, long threshold, long weight) {
    return Permission.newBuilder()
        .setType(PermissionType.Active)
        .setId(id)
        .setThreshold(threshold)
        .setOperations(ByteString.fromHex(operations))
        .addKeys(Key.newBuilder().setAddress(RawTransfer.bytes(HOT)).setWeight(weight))
        .build();
  }

  private static Permission owner(Address key, long threshold, long weight) {
    return Permission.newBuilder()
        .setThreshold(threshold)
        .addKeys(Key.newBuilder().setAddress(RawTransfer.bytes(key)).setWeight(weight))
        .build();
  }

  private static Account account(Permission... active) {
    Account.Builder account = Account.newBuilder().setOwnerPermission(owner(OWNER, 1, 1));
    for (Permission each : active) {
      account.addActivePermission(each);
    }
    return account.build();
  }

  @Test
  void an_account_that_never_changed_its_permissions_is_its_own_keys() {
    Account plain = Account.getDefaultInstance();

    assertThat(Permissions.of(plain, OWNER, OWNER)).hasValue(Permissions.OWNER);
    assertThat(Permissions.of(plain, OWNER, HOT)).isEmpty();
  }

  @Test
  void an_owner_who_gave_the_account_away_may_spend_no_longer() {
    Account given = Account.newBuilder().setOwnerPermission(owner(HOT, 1, 1)).build();

    assertThat(Permissions.of(given, OWNER, OWNER)).isEmpty();
    assertThat(Permissions.of(given, OWNER, HOT)).hasValue(Permissions.OWNER);
  }

  @Test
  void a_key_of_too_little_weight_may_not_spend_alone() {
    Account shared = Account.newBuilder().setOwnerPermission(owner(OWNER, 2, 1)).build();

    assertThat(Permissions.of(shared, OWNER, OWNER)).isEmpty();
    assertThat(Permissions.of(account(active(2, TOKENS, 3, 2)), OWNER, HOT)).isEmpty();
    assertThat(Permissions.of(account(active(2, TOKENS, 0, 0)), OWNER, HOT)).isEmpty();
    assertThat(Permissions.of(account(active(2, TOKENS, 3, 3)), OWNER, HOT)).hasValue(2);
  }

  @Test
  void a_permission_is_good_only_if_it_allows_token_transfers() {
    assertThat(Permissions.of(account(active(2, EVERYTHING_ELSE, 1, 1)), OWNER, HOT)).isEmpty();
    assertThat(Permissions.of(account(active(2, "", 1, 1)), OWNER, HOT)).isEmpty();
    assertThat(
            Permissions.of(
                account(
                    active(2, EVERYTHING_ELSE, 1, 1),
                    active(5, TOKENS, 1, 1),
                    active(4, TOKENS, 1, 1)),
                OWNER,
                HOT))
        .hasValue(4);
  }

  @Test
  void a_hot_key_can_transfer_tokens_and_do_nothing_else() {
    assertThat(Permissions.transfersOnly(account(active(2, TOKENS, 1, 1)), OWNER, HOT)).isTrue();
    assertThat(
            Permissions.transfersOnly(
                account(active(2, TOKENS + "00".repeat(31), 3, 3), active(3, TOKENS, 1, 1)),
                OWNER,
                HOT))
        .isTrue();
    // What it cannot do alone, it cannot do.
    assertThat(
            Permissions.transfersOnly(
                account(active(2, TOKENS, 1, 1), active(3, EVERYTHING_ELSE, 2, 1)), OWNER, HOT))
        .isTrue();
  }

  @Test
  void a_key_that_can_do_more_or_less_is_no_hot_key() {
    Account plain = Account.getDefaultInstance();
    Account witness =
        account(active(2, TOKENS, 1, 1)).toBuilder().setWitnessPermission(owner(HOT, 1, 1)).build();

    assertThat(Permissions.transfersOnly(plain, OWNER, OWNER)).isFalse();
    assertThat(Permissions.transfersOnly(plain, OWNER, HOT)).isFalse();
    assertThat(Permissions.transfersOnly(account(), OWNER, OWNER)).isFalse();
    assertThat(Permissions.transfersOnly(account(), OWNER, HOT)).isFalse();
    assertThat(Permissions.transfersOnly(account(active(2, "06", 1, 1)), OWNER, HOT)).isFalse();
    assertThat(Permissions.transfersOnly(account(active(2, "0401", 1, 1)), OWNER, HOT)).isFalse();
    assertThat(Permissions.transfersOnly(account(active(2, TOKENS, 2, 1)), OWNER, HOT)).isFalse();
    assertThat(
            Permissions.transfersOnly(
                account(active(2, TOKENS, 1, 1), active(3, EVERYTHING_ELSE, 1, 1)), OWNER, HOT))
        .isFalse();
    assertThat(Permissions.transfersOnly(witness, OWNER, HOT)).isFalse();
    assertThat(
            Permissions.transfersOnly(
                account(active(2, TOKENS, 1, 1)).toBuilder()
                    .setOwnerPermission(owner(HOT, 1, 1))
                    .build(),
                OWNER,
                HOT))
        .isFalse();
  }
}
