package io.quoin.examples.ratio;

import io.quoin.metainfo.BDictionary;
import io.quoin.metainfo.BInteger;
import io.quoin.metainfo.BList;
import io.quoin.metainfo.BString;
import io.quoin.metainfo.BValue;
import io.quoin.metainfo.Bencode;
import io.quoin.metainfo.BencodeException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How many bytes each member gave us and took from us. When it is full, the member that nothing was
 * counted for longest is forgotten. Not thread-safe.
 */
final class CreditBook {

  /** Members that it has room for. */
  static final int MOST = 1024;

  /** Of what {@link #encode} writes. */
  static final int VERSION = 1;

  private static final int LONGEST = 1 << 20;
  private static final Bencode.Limits LIMITS = new Bencode.Limits(4, 8 * MOST, LONGEST);

  /** In the order in which something was last counted for them. */
  private final Map<String, Account> accounts = new LinkedHashMap<>();

  /**
   * What passed with one member.
   *
   * @param given bytes it gave us
   * @param taken bytes it took
   */
  record Account(long given, long taken) {
    static final Account NOTHING = new Account(0, 0);

    Account plus(long moreGiven, long moreTaken) {
      return new Account(sum(given, moreGiven), sum(taken, moreTaken));
    }

    private static long sum(long a, long b) {
      return a > Long.MAX_VALUE - b ? Long.MAX_VALUE : a + b;
    }
  }

  /** Counts what passed with a member; neither is negative. */
  void count(String member, long given, long taken) {
    if (given == 0 && taken == 0) {
      return;
    }
    Account before = accounts.remove(member);
    accounts.put(member, (before == null ? Account.NOTHING : before).plus(given, taken));
    if (accounts.size() > MOST) {
      accounts.remove(accounts.keySet().iterator().next());
    }
  }

  /** What passed with a member so far. */
  Account account(String member) {
    return accounts.getOrDefault(member, Account.NOTHING);
  }

  /** Bytes that it gave more than it took. */
  long credit(String member) {
    Account account = account(member);
    return account.given() - account.taken();
  }

  int size() {
    return accounts.size();
  }

  // --- as bytes ---

  /** All of it, for {@link #decode}. */
  byte[] encode() {
    List<BValue> members = new ArrayList<>();
    accounts.forEach(
        (name, account) ->
            members.add(
                BList.of(
                    BString.of(name), BInteger.of(account.given()), BInteger.of(account.taken()))));
    return Bencode.encode(
        BDictionary.builder().put("v", VERSION).put("members", BList.of(members)).build());
  }

  /** What was encoded; nothing if it was not, or is of another version. */
  static Optional<CreditBook> decode(ByteBuffer encoded) {
    if (encoded.remaining() > LONGEST) {
      return Optional.empty();
    }
    byte[] bytes = new byte[encoded.remaining()];
    encoded.duplicate().get(bytes);
    try {
      return Bencode.decode(bytes, Bencode.Mode.STRICT, LIMITS) instanceof BDictionary book
          ? of(book)
          : Optional.empty();
    } catch (BencodeException e) {
      return Optional.empty();
    }
  }

  private static Optional<CreditBook> of(BDictionary encoded) {
    Optional<BList> members = encoded.list("members");
    if (encoded.integer("v").orElse(0) != VERSION || members.isEmpty()) {
      return Optional.empty();
    }
    CreditBook book = new CreditBook();
    for (BValue member : members.get()) {
      if (!book.read(member)) {
        return Optional.empty();
      }
    }
    return Optional.of(book);
  }

  private boolean read(BValue member) {
    if (member instanceof BList entry
        && entry.values().size() == 3
        && entry.values().get(0) instanceof BString name
        && name.text().filter(Proof::isName).isPresent()
        && entry.values().get(1) instanceof BInteger given
        && entry.values().get(2) instanceof BInteger taken
        && given.value() >= 0
        && taken.value() >= 0) {
      count(name.text().orElseThrow(), given.value(), taken.value());
      return true;
    }
    return false;
  }
}
