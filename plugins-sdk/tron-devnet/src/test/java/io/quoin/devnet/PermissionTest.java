package io.quoin.devnet;

import static io.quoin.devnet.chain.People.ALICE;
import static io.quoin.devnet.chain.People.BOB;
import static io.quoin.devnet.chain.People.CAROL;
import static io.quoin.devnet.chain.People.HOT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.tron.trident.proto.Response.TransactionReturn.response_code.SIGERROR;
import static org.tron.trident.proto.Response.TransactionReturn.response_code.SUCCESS;

import io.quoin.devnet.chain.Order;
import io.quoin.devnet.chain.Permissions;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.tron.trident.proto.Common.Key;
import org.tron.trident.proto.Common.Permission;
import org.tron.trident.proto.Common.Permission.PermissionType;
import org.tron.trident.proto.Response.Account;
import org.tron.trident.proto.Response.TransactionReturn;

/** Who may sign for an account. */
class PermissionTest {

  private Trial trial;

  @BeforeEach
  void start() throws IOException {
    trial = new Trial(1);
  }

  @AfterEach
  void stop() {
    trial.close();
  }

  @Test
  void a_hot_key_transfers_tokens_of_its_owner() {
    TransactionReturn answer =
        trial.client.broadcast(
            trial.order(ALICE, BOB.address(), 5).under(3).signedBy(HOT).signed());

    assertThat(answer.getCode()).isEqualTo(SUCCESS);
    assertThat(trial.client.account(BOB).getAssetV2OrThrow("1002000")).isEqualTo(5);
  }

  @Test
  void what_a_hot_key_may_do_is_seen_on_the_chain() {
    Account account = trial.client.account(ALICE);

    Permission hot = account.getActivePermission(1);
    assertThat(hot.getId()).isEqualTo(3);
    assertThat(hot.getKeys(0).getAddress()).isEqualTo(Order.bytes(HOT.address()));
    assertThat(hot.getOperations().byteAt(0)).isEqualTo((byte) 0b100);
    assertThat(hot.getOperations().substring(1).toByteArray()).containsOnly(0);
    assertThat(account.getOwnerPermission().getKeys(0).getAddress())
        .isEqualTo(Order.bytes(ALICE.address()));
  }

  @Test
  void a_hot_key_can_be_taken_back() {
    trial.devnet.chain().permit(ALICE.address(), Permissions.of(ALICE.address()));

    TransactionReturn answer =
        trial.client.broadcast(
            trial.order(ALICE, BOB.address(), 5).under(3).signedBy(HOT).signed());

    assertThat(answer.getCode()).isEqualTo(SIGERROR);
    assertThat(trial.client.account(ALICE).getActivePermissionCount()).isOne();
  }

  @Test
  void the_owners_own_key_may_use_its_active_permission() {
    assertThat(
            trial
                .client
                .broadcast(trial.order(ALICE, BOB.address(), 5).under(2).signed())
                .getCode())
        .isEqualTo(SUCCESS);
  }

  @Test
  void several_keys_must_weigh_enough_together() {
    share(2);

    assertThat(trial.client.broadcast(shared(BOB)).getCode()).isEqualTo(SIGERROR);
    assertThat(trial.client.broadcast(shared(BOB)).getMessage().toStringUtf8())
        .contains("sig error");
    assertThat(trial.client.broadcast(shared(BOB, BOB)).getMessage().toStringUtf8())
        .contains("has signed twice!");
    assertThat(trial.client.broadcast(shared(ALICE, BOB)).getMessage().toStringUtf8())
        .contains("not contained of permission");
    assertThat(trial.client.broadcast(shared(BOB, CAROL)).getCode()).isEqualTo(SUCCESS);
    assertThat(trial.client.account(ALICE).getBalance()).isEqualTo(99_000_000);
  }

  private void share(int threshold) {
    Permission.Builder owner =
        Permission.newBuilder()
            .setType(PermissionType.Owner)
            .setPermissionName("owner")
            .setThreshold(threshold);
    for (var key : List.of(BOB, CAROL)) {
      owner.addKeys(Key.newBuilder().setAddress(Order.bytes(key.address())).setWeight(1));
    }
    trial.devnet.chain().permit(ALICE.address(), new Permissions(owner.build(), List.of()));
  }

  private org.tron.trident.proto.Chain.Transaction shared(io.quoin.wallet.key.SigningKey... keys) {
    return trial.order(ALICE, BOB.address(), 5).signedBy(keys).signed();
  }
}
