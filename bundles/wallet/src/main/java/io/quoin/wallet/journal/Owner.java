package io.quoin.wallet.journal;

import io.quoin.api.ledger.Address;
import io.quoin.api.ledger.NetId;
import io.quoin.api.ledger.TokenId;
import java.sql.SQLException;

/**
 * Whose books they are. A journal is made for one owner and refuses every other.
 *
 * @param address whose money
 * @param net on which network
 * @param token of which token
 */
record Owner(Address address, NetId net, TokenId token) {

  void write(Database database) throws SQLException {
    database.update(
        "INSERT INTO journal VALUES (?, ?, ?, 0, '', 0)",
        address.toByteArray(),
        net.value(),
        token.value());
  }

  void check(Database database) throws SQLException {
    Owner kept =
        database
            .one(
                "SELECT address, net, token FROM journal",
                row ->
                    new Owner(
                        Columns.address(row, 1),
                        new NetId(row.getLong(2)),
                        new TokenId(row.getLong(3))))
            .orElseThrow(() -> new SQLException("it names no owner"));
    if (!kept.equals(this)) {
      throw new SQLException("it is of " + kept + ", not of " + this);
    }
  }

  /** A file name that says whose it is. */
  String fileName() {
    return address + "-" + net + "-" + token + ".journal";
  }

  @Override
  public String toString() {
    return address + " on net " + net + ", token " + token;
  }
}
