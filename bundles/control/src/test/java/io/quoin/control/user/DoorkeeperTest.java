package io.quoin.control.user;

import static org.assertj.core.api.Assertions.assertThat;

import io.quoin.api.access.LockOut;
import io.quoin.api.access.Role;
import io.quoin.control.user.Doorkeeper.Claim;
import io.quoin.control.user.Doorkeeper.Refusal;
import io.quoin.control.user.Users.User;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who is recognised. */
final class DoorkeeperTest {

  private static final PasswordHash SECRET = PasswordHash.of("secret".toCharArray());
  private static final Optional<Claim> ANN = Optional.of(new Claim("ann", "secret"));

  @TempDir private Path folder;

  private final AtomicReference<Instant> now = new AtomicReference<>(Instant.EPOCH);
  private Path file;
  private LockOut lockOut;
  private Doorkeeper doorkeeper;
  private InetAddress here;
  private InetAddress elsewhere;

  @BeforeEach
  void open() throws Exception {
    here = InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
    elsewhere = InetAddress.getByAddress(new byte[] {(byte) 192, 0, 2, 7});
    file = folder.resolve("users");
    lockOut = new LockOut(now::get);
    doorkeeper = new Doorkeeper(Optional.of(file), lockOut, now::get);
  }

  @Test
  void without_users_only_this_machine_comes_in() {
    assertThat(doorkeeper.recognise(here, true, Optional.empty()).visitor())
        .contains(Doorkeeper.LOCAL);
    assertThat(doorkeeper.recognise(here, false, Optional.empty()).visitor()).isEmpty();
    assertThat(doorkeeper.recognise(elsewhere, true, ANN).visitor()).isEmpty();
  }

  @Test
  void with_users_everybody_needs_a_password() throws Exception {
    write(new User("ann", Role.VIEWER, SECRET));

    assertThat(doorkeeper.recognise(here, true, Optional.empty()).visitor()).isEmpty();
    assertThat(doorkeeper.recognise(elsewhere, true, ANN).visitor())
        .map(Doorkeeper.Visitor::role)
        .contains(Role.VIEWER);
  }

  @Test
  void what_is_changed_in_the_file_counts_at_once() throws Exception {
    write(new User("ann", Role.VIEWER, SECRET));
    doorkeeper.recognise(here, true, ANN);
    write(new User("ann", Role.OPERATOR, SECRET));
    Optional<Role> promoted =
        doorkeeper.recognise(here, true, ANN).visitor().map(Doorkeeper.Visitor::role);
    write(new User("ann", Role.OPERATOR, PasswordHash.of("other".toCharArray())));

    assertThat(promoted).contains(Role.OPERATOR);
    assertThat(doorkeeper.recognise(here, true, ANN).refusal()).isEqualTo(Refusal.WRONG);
  }

  @Test
  void a_file_that_cannot_be_read_lets_nobody_in() throws Exception {
    Files.writeString(file, "nonsense\n");

    assertThat(doorkeeper.recognise(here, true, Optional.empty()).visitor()).isEmpty();
    assertThat(doorkeeper.recognise(here, true, ANN).visitor()).isEmpty();
  }

  @Test
  void failures_shut_an_address_out_for_a_while() throws Exception {
    write(new User("ann", Role.VIEWER, SECRET));
    for (int i = 0; i < LockOut.MOST_FAILURES; i++) {
      doorkeeper.recognise(elsewhere, true, Optional.of(new Claim("ann", "guess" + i)));
    }

    assertThat(doorkeeper.recognise(elsewhere, true, ANN).refusal()).isEqualTo(Refusal.SHUT_OUT);
    assertThat(doorkeeper.recognise(here, true, ANN).visitor()).isPresent();
    now.set(now.get().plus(LockOut.LASTS).plusSeconds(1));
    assertThat(doorkeeper.recognise(elsewhere, true, ANN).visitor()).isPresent();
  }

  @Test
  void a_right_password_does_not_make_up_for_wrong_ones() throws Exception {
    write(new User("ann", Role.VIEWER, SECRET));
    for (int i = 0; i < LockOut.MOST_FAILURES; i++) {
      now.set(now.get().plus(LockOut.LASTS.dividedBy(2)));
      doorkeeper.recognise(elsewhere, true, Optional.of(new Claim("root", "guess" + i)));
      if (i < LockOut.MOST_FAILURES - 1) {
        assertThat(doorkeeper.recognise(elsewhere, true, ANN).visitor()).isPresent();
      }
    }

    assertThat(doorkeeper.recognise(elsewhere, true, ANN).refusal()).isEqualTo(Refusal.SHUT_OUT);
  }

  @Test
  void only_so_many_passwords_are_tried_at_a_time() throws Exception {
    write(new User("ann", Role.VIEWER, SECRET));
    Semaphore trials = new Semaphore(0);
    Doorkeeper busy = new Doorkeeper(Optional.of(file), lockOut, now::get, trials);

    assertThat(busy.recognise(here, true, ANN).refusal()).isEqualTo(Refusal.BUSY);
    trials.release();
    assertThat(busy.recognise(here, true, ANN).visitor()).isPresent();
    assertThat(trials.availablePermits()).isEqualTo(1);
  }

  @Test
  void so_many_passwords_are_remembered() throws Exception {
    User ann = new User("ann", Role.VIEWER, SECRET);
    write(ann);
    doorkeeper.recognise(here, true, ANN);
    assertThat(doorkeeper.remembered()).isEqualTo(1);

    for (int i = 0; i < 2 * Doorkeeper.MOST_REMEMBERED; i++) {
      doorkeeper.remember("seal" + i, ann);
    }

    assertThat(doorkeeper.remembered()).isEqualTo(Doorkeeper.MOST_REMEMBERED);
  }

  private void write(User... users) throws Exception {
    new Users(List.of(users)).write(file);
  }
}
