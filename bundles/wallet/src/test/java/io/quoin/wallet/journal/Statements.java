package io.quoin.wallet.journal;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * Connections whose statements are written down, and fail where a test wants them to: before they
 * do anything, or after, as when an answer is lost.
 */
final class Statements implements JournalFile.Connector {

  private final List<String> executed = new ArrayList<>();
  private final List<Connection> opened = new ArrayList<>();
  private String failing = "";
  private long left = Long.MAX_VALUE;
  private boolean after;
  private boolean broken;

  void forget() {
    executed.clear();
  }

  int count(String sql) {
    return (int) executed.stream().filter(sql::equals).count();
  }

  int count() {
    return executed.size();
  }

  /** Makes the next statement of this text fail. */
  void failNext(String sql) {
    failing = sql;
  }

  void broken(boolean isBroken) {
    broken = isBroken;
  }

  /**
   * Makes everything fail after so many statements that change something; the last is done, or not.
   */
  void dieAfter(long statements, boolean lastIsDone) {
    left = statements;
    after = lastIsDone;
  }

  /** Closes what a dead process would have left to the system. */
  void close() throws SQLException {
    for (Connection connection : opened) {
      connection.close();
    }
  }

  /** Whether it has not died yet. */
  boolean isAlive() {
    return left > 0;
  }

  @Override
  public Connection open(Path file) throws SQLException {
    if (broken) {
      throw new SQLException("on purpose: no disk");
    }
    Connection connection = SqliteFile.open(file);
    opened.add(connection);
    return proxy(
        Connection.class,
        (method, arguments) -> {
          Object result = method.invoke(connection, arguments);
          return result instanceof PreparedStatement statement
              ? watched(statement, (String) arguments[0])
              : result;
        });
  }

  private PreparedStatement watched(PreparedStatement statement, String sql) {
    return proxy(
        PreparedStatement.class,
        (method, arguments) -> {
          if (!method.getName().startsWith("execute")) {
            return method.invoke(statement, arguments);
          }
          before(sql);
          Object result = method.invoke(statement, arguments);
          if (left == 0 && after) {
            throw new SQLException("on purpose: dead after " + sql);
          }
          return result;
        });
  }

  private void before(String sql) throws SQLException {
    if (broken || left <= 0) {
      throw new SQLException("on purpose: dead at " + sql);
    }
    if (!sql.startsWith("SELECT") && !sql.startsWith("SAVEPOINT") && !sql.startsWith("RELEASE")) {
      left--;
    }
    if (left == 0 && !after) {
      throw new SQLException("on purpose: dead before " + sql);
    }
    if (failing.equals(sql)) {
      failing = "";
      throw new SQLException("on purpose: failed at " + sql);
    }
    executed.add(sql);
  }

  private interface Call {
    Object invoke(Method method, Object[] arguments)
        throws SQLException, ReflectiveOperationException;
  }

  private static <T> T proxy(Class<T> type, Call call) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (self, method, arguments) -> {
              try {
                return call.invoke(method, arguments);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            }));
  }
}
