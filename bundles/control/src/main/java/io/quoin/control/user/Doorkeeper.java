package io.quoin.control.user;

import io.quoin.api.access.LockOut;
import io.quoin.api.access.Role;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Recognises users by name and password. Hashing is slow on purpose, so what was right a short
 * while ago is remembered by a keyed hash, and only two passwords are tried at a time. A right
 * password does not make up for wrong ones before it, or a viewer could go on guessing an
 * administrator's. Thread-safe.
 */
public final class Doorkeeper {

  /** How somebody on this machine is called where nobody needs a password. */
  public static final Visitor LOCAL = new Visitor("local", Role.ADMINISTRATOR);

  static final int MOST_REMEMBERED = 256;
  static final Duration REMEMBERED = Duration.ofMinutes(10);
  private static final int TRIED_AT_A_TIME = 2;

  private static final Logger LOG = LoggerFactory.getLogger(Doorkeeper.class);
  private static final String MAC = "HmacSHA256";

  private final Optional<UsersFile> file;
  private final LockOut lockOut;
  private final InstantSource clock;
  private final Semaphore trials;
  private final PasswordHash nobody = PasswordHash.ofNobody();
  private final SecretKeySpec key;
  private final Map<String, Remembered> remembered =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Remembered> eldest) {
          return size() > MOST_REMEMBERED;
        }
      };

  /**
   * A doorkeeper.
   *
   * @param users file of users, read again when it has changed; without one there are none
   * @param lockOut holds back who fails
   * @param clock says how old what is remembered is
   */
  public Doorkeeper(Optional<Path> users, LockOut lockOut, InstantSource clock) {
    this(users, lockOut, clock, new Semaphore(TRIED_AT_A_TIME));
  }

  Doorkeeper(Optional<Path> users, LockOut lockOut, InstantSource clock, Semaphore trials) {
    this.trials = trials;
    this.file = users.map(UsersFile::new);
    this.lockOut = lockOut;
    this.clock = clock;
    byte[] secret = new byte[32];
    new SecureRandom().nextBytes(secret);
    this.key = new SecretKeySpec(secret, MAC);
  }

  /** Somebody who was recognised. */
  public record Visitor(String name, Role role) {}

  private record Remembered(Users.User user, Instant since) {}

  /** What somebody says who they are. */
  public record Claim(String name, String password) {
    /** Without the password. */
    @Override
    public String toString() {
      return "claim of " + name;
    }
  }

  /** How an attempt ended. */
  public enum Refusal {
    /** Nobody said who they are, and it has to be said. */
    UNKNOWN,
    /** Not that password, or no such user. */
    WRONG,
    /** Failed too often; not even tried. */
    SHUT_OUT,
    /** Too many passwords are tried now. */
    BUSY
  }

  /** Whoever it is, or why not. */
  public record Answer(Optional<Visitor> visitor, Refusal refusal) {
    static Answer of(Visitor visitor) {
      return new Answer(Optional.of(visitor), Refusal.UNKNOWN);
    }

    static Answer of(Refusal refusal) {
      return new Answer(Optional.empty(), refusal);
    }
  }

  /**
   * Whether anybody has a password.
   *
   * @throws IOException if the file of users cannot be read
   */
  public boolean hasUsers() throws IOException {
    return !users().known().isEmpty();
  }

  private Users users() throws IOException {
    return file.isPresent() ? file.get().users() : new Users(List.of());
  }

  /**
   * Recognises somebody.
   *
   * @param from their address
   * @param direct whether they come from there themselves, and not through a proxy
   * @param claim who they say they are
   */
  public Answer recognise(InetAddress from, boolean direct, Optional<Claim> claim) {
    Users users;
    try {
      users = users();
    } catch (IOException e) {
      LOG.warn("Nobody comes in while the file of users cannot be read: {}", e.getMessage());
      return Answer.of(Refusal.UNKNOWN);
    }
    if (users.known().isEmpty()) {
      return direct && from.isLoopbackAddress() ? Answer.of(LOCAL) : Answer.of(Refusal.UNKNOWN);
    }
    if (lockOut.shutsOut(from)) {
      return Answer.of(Refusal.SHUT_OUT);
    }
    return claim.map(one -> tried(from, users, one)).orElseGet(() -> Answer.of(Refusal.UNKNOWN));
  }

  private Answer tried(InetAddress from, Users users, Claim claim) {
    Optional<Users.User> user = users.named(claim.name());
    String seal = seal(claim);
    if (user.isPresent() && isRemembered(seal, user.get())) {
      return Answer.of(new Visitor(user.get().name(), user.get().role()));
    }
    if (!trials.tryAcquire()) {
      return Answer.of(Refusal.BUSY);
    }
    try {
      boolean right =
          user.map(Users.User::password).orElse(nobody).isOf(claim.password().toCharArray());
      if (!right || user.isEmpty()) {
        lockOut.failed(from);
        return Answer.of(Refusal.WRONG);
      }
    } finally {
      trials.release();
    }
    remember(seal, user.get());
    return Answer.of(new Visitor(user.get().name(), user.get().role()));
  }

  private synchronized boolean isRemembered(String seal, Users.User user) {
    Remembered known = remembered.get(seal);
    return known != null
        && known.user().equals(user)
        && known.since().plus(REMEMBERED).isAfter(clock.instant());
  }

  synchronized void remember(String seal, Users.User user) {
    remembered.remove(seal);
    remembered.put(seal, new Remembered(user, clock.instant()));
  }

  synchronized int remembered() {
    return remembered.size();
  }

  private String seal(Claim claim) {
    try {
      Mac mac = Mac.getInstance(MAC);
      mac.init(key);
      mac.update(claim.name().getBytes(StandardCharsets.UTF_8));
      mac.update((byte) 0);
      return HexFormat.of()
          .formatHex(mac.doFinal(claim.password().getBytes(StandardCharsets.UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has " + MAC, e);
    }
  }
}
