package io.quoin.wallet.journal;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One connection, with its statements kept prepared. Transactions are begun and ended by hand.
 * Arguments and columns are long, String, byte[] or null. Not for several threads at once.
 */
final class Database implements AutoCloseable {

  private final Connection connection;
  private final Map<String, PreparedStatement> prepared = new HashMap<>();

  Database(Connection connection) {
    this.connection = connection;
  }

  /** Makes a value of a row. */
  interface Mapper<T> {
    T map(ResultSet row) throws SQLException;
  }

  int update(String sql, Object... arguments) throws SQLException {
    return bound(sql, arguments).executeUpdate();
  }

  <T> Optional<T> one(String sql, Mapper<T> mapper, Object... arguments) throws SQLException {
    try (ResultSet rows = bound(sql, arguments).executeQuery()) {
      return rows.next() ? Optional.of(mapper.map(rows)) : Optional.empty();
    }
  }

  /** A number that is always there, such as a sum or a count. */
  long number(String sql, Object... arguments) throws SQLException {
    return one(sql, row -> row.getLong(1), arguments)
        .orElseThrow(() -> new SQLException("no row came of: " + sql));
  }

  <T> List<T> all(String sql, Mapper<T> mapper, Object... arguments) throws SQLException {
    List<T> values = new ArrayList<>();
    try (ResultSet rows = bound(sql, arguments).executeQuery()) {
      while (rows.next()) {
        values.add(mapper.map(rows));
      }
    }
    return values;
  }

  void begin() throws SQLException {
    bound("BEGIN IMMEDIATE").execute();
  }

  void commit() throws SQLException {
    bound("COMMIT").execute();
  }

  void rollback() throws SQLException {
    bound("ROLLBACK").execute();
  }

  void beginEntry() throws SQLException {
    bound("SAVEPOINT entry").execute();
  }

  void keepEntry() throws SQLException {
    bound("RELEASE entry").execute();
  }

  void undoEntry() throws SQLException {
    bound("ROLLBACK TO entry").execute();
    keepEntry();
  }

  private PreparedStatement bound(String sql, Object... arguments) throws SQLException {
    PreparedStatement statement = prepared.get(sql);
    if (statement == null) {
      statement = connection.prepareStatement(sql);
      prepared.put(sql, statement);
    }
    for (int i = 0; i < arguments.length; i++) {
      bind(statement, i + 1, arguments[i]);
    }
    return statement;
  }

  private static void bind(PreparedStatement statement, int index, Object argument)
      throws SQLException {
    if (argument instanceof Long number) {
      statement.setLong(index, number);
    } else if (argument instanceof byte[] bytes) {
      statement.setBytes(index, bytes);
    } else if (argument instanceof String text) {
      statement.setString(index, text);
    } else {
      throw new SQLException("a column holds no " + argument);
    }
  }

  @Override
  public void close() throws SQLException {
    prepared.clear();
    connection.close();
  }
}
