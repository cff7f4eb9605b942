package io.quoin.launcher.airdrop;

import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import io.quoin.api.ledger.Address;
import io.quoin.api.ledger.NetId;
import io.quoin.api.ledger.TokenId;
import java.io.IOException;
import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Properties;

/**
 * Says beside an airdrop's file what it was begun with, for good: the file's content, the account,
 * the ledger and the data directory whose journal knows which rows are paid. Without it, a file
 * that was changed or is paid out of another journal would be paid again from its first row.
 */
public final class Binding {

  private static final String SUFFIX = ".airdrop";
  private static final int MOST_BYTES = 16 << 10;

  private final Path beside;
  private final Map<String, String> values;

  /**
   * What an airdrop is to be bound to. Nothing is written yet.
   *
   * @param file its CSV file
   * @param content what the file says
   * @param account whose tokens
   * @param net on which network
   * @param token which
   * @param data the directory that the journal is in
   */
  public Binding(
      Path file, AirdropFile content, Address account, NetId net, TokenId token, Path data) {
    beside = file.toAbsolutePath().resolveSibling(file.getFileName() + SUFFIX);
    values = new LinkedHashMap<>();
    values.put("sha256", content.digest());
    values.put("account", account.toString());
    values.put("net", net.toString());
    values.put("token", token.toString());
    values.put("data", data.toAbsolutePath().normalize().toString());
  }

  /**
   * Checks that the airdrop was not begun otherwise.
   *
   * @return whether it was begun
   * @throws AirdropException if it was begun otherwise, saying in what
   */
  public boolean check() throws AirdropException {
    if (!Files.exists(beside)) {
      return false;
    }
    Properties begun = read();
    for (Map.Entry<String, String> value : values.entrySet()) {
      String before = begun.getProperty(value.getKey());
      if (!value.getValue().equals(before)) {
        throw new AirdropException(refusal(value.getKey(), before, value.getValue()));
      }
    }
    return true;
  }

  private String refusal(String name, String before, String now) {
    if (name.equals("sha256")) {
      return "the file was changed since its airdrop was begun; restore it, and put new rows into"
          + " another file ("
          + beside
          + " tells what it was)";
    }
    return "this airdrop was begun with "
        + name
        + " "
        + before
        + ", not "
        + now
        + "; only the journal that it was begun with knows who is paid ("
        + beside
        + ")";
  }

  private Properties read() throws AirdropException {
    Properties begun = new Properties();
    try {
      if (Files.size(beside) > MOST_BYTES) {
        throw new IOException("it is longer than " + MOST_BYTES + " bytes");
      }
      begun.load(new StringReader(Files.readString(beside)));
      return begun;
    } catch (IOException | IllegalArgumentException e) {
      throw new AirdropException(beside + " cannot be read: " + e.getMessage(), e);
    }
  }

  /**
   * Binds the airdrop, before its first payment: once this returns, a power cut does not undo it.
   *
   * @throws AirdropException if it was begun otherwise, or cannot be written down
   */
  public void begin() throws AirdropException {
    if (check()) {
      return;
    }
    try {
      write();
    } catch (FileAlreadyExistsException otherWasFirst) {
      check();
    } catch (IOException e) {
      throw new AirdropException(
          beside + " cannot be written, and without it nobody is paid: " + e.getMessage(), e);
    }
  }

  private void write() throws IOException {
    StringBuilder text = new StringBuilder("# An airdrop is under way or done: keep this file.\n");
    // A backslash stands for itself only when it is doubled.
    values.forEach(
        (name, value) ->
            text.append(name).append('=').append(value.replace("\\", "\\\\")).append('\n'));
    Path draft = Files.createTempFile(beside.getParent(), beside.getFileName() + ".", ".new");
    try {
      try (FileChannel out = FileChannel.open(draft, WRITE)) {
        ByteBuffer rest = StandardCharsets.UTF_8.encode(text.toString());
        while (rest.hasRemaining()) {
          out.write(rest);
        }
        out.force(true);
      }
      Files.createLink(beside, draft);
    } finally {
      Files.delete(draft);
    }
    try (FileChannel directory = FileChannel.open(beside.getParent(), READ)) {
      directory.force(true);
    }
  }
}
