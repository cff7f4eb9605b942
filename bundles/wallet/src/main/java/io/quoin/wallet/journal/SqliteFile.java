package io.quoin.wallet.journal;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.sqlite.JDBC;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteDataSource;

/** Opens a SQLite file so that what is committed survives a power cut. */
final class SqliteFile {

  private SqliteFile() {}

  static Connection open(Path file) throws SQLException {
    SQLiteConfig config = new SQLiteConfig();
    config.setJournalMode(SQLiteConfig.JournalMode.WAL);
    config.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
    // We hold the only lock there is: no shared memory, and nobody else gets in.
    config.setLockingMode(SQLiteConfig.LockingMode.EXCLUSIVE);
    config.enforceForeignKeys(true);
    SQLiteDataSource source = new SQLiteDataSource(config);
    source.setUrl(JDBC.PREFIX + file.toAbsolutePath());
    Connection connection = source.getConnection();
    withdrawDriver();
    try (Statement statement = connection.createStatement()) {
      // On macOS only these make the drive write its cache.
      statement.execute("PRAGMA fullfsync = ON");
      statement.execute("PRAGMA checkpoint_fullfsync = ON");
    }
    return connection;
  }

  /** The driver puts itself into the virtual machine's list, which would keep its class loader. */
  private static void withdrawDriver() throws SQLException {
    List<Driver> own = DriverManager.drivers().filter(JDBC.class::isInstance).toList();
    for (Driver driver : own) {
      DriverManager.deregisterDriver(driver);
    }
  }
}
