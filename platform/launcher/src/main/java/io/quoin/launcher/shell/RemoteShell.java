package io.quoin.launcher.shell;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.sshd.client.SshClient;
import org.apache.sshd.client.auth.pubkey.UserAuthPublicKeyFactory;
import org.apache.sshd.client.channel.ChannelShell;
import org.apache.sshd.client.channel.ClientChannel;
import org.apache.sshd.client.channel.ClientChannelEvent;
import org.apache.sshd.client.config.hosts.HostConfigEntryResolver;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.keyprovider.KeyIdentityProvider;
import org.jline.terminal.Attributes;
import org.jline.terminal.Terminal;

/** A session with a platform's shell. Not thread-safe; closed by whoever opened it. */
public final class RemoteShell implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final int BROKEN_OFF = 1;

  private final SshClient client;
  private final ClientSession session;

  private RemoteShell(SshClient client, ClientSession session) {
    this.client = client;
    this.session = session;
  }

  /**
   * Enters.
   *
   * @param door where
   * @throws ShellException if nobody is there, somebody else is, or the key does not open
   */
  public static RemoteShell open(Door door) throws ShellException {
    SshClient client = SshClient.setUpDefaultClient();
    AtomicBoolean stranger = new AtomicBoolean();
    client.setHostConfigEntryResolver(HostConfigEntryResolver.EMPTY);
    client.setKeyIdentityProvider(KeyIdentityProvider.wrapKeyPairs(door.visitor()));
    client.setUserAuthFactories(List.of(UserAuthPublicKeyFactory.INSTANCE));
    client.setServerKeyVerifier(
        (session, address, key) -> {
          stranger.set(!KeyUtils.compareKeys(door.host(), key));
          return !stranger.get();
        });
    client.start();
    String where = door.address().getHostString() + ":" + door.address().getPort();
    try {
      ClientSession session =
          client
              .connect(
                  System.getProperty("user.name"),
                  door.address().getHostString(),
                  door.address().getPort())
              .verify(PATIENCE)
              .getSession();
      session.auth().verify(PATIENCE);
      return new RemoteShell(client, session);
    } catch (IOException e) {
      client.stop();
      throw new ShellException(refusal(where, stranger.get(), e), e);
    }
  }

  private static String refusal(String where, boolean stranger, IOException failure) {
    if (stranger) {
      return "whoever listens at " + where + " has another key than the platform; is it another?";
    }
    String reason = String.valueOf(failure.getMessage());
    return reason.contains("No more authentication methods")
        ? "the shell at " + where + " does not know the key; ask an administrator to add it"
        : "no shell answers at " + where + ": " + reason;
  }

  /**
   * Runs one line.
   *
   * @param line of the shell's language
   * @param out what it says
   * @param err why it fails
   * @return its exit code
   * @throws ShellException if the connection breaks
   */
  public int run(String line, OutputStream out, OutputStream err) throws ShellException {
    try (ClientChannel channel = session.createExecChannel(line)) {
      return play(channel, InputStream.nullInputStream(), out, err);
    } catch (IOException e) {
      throw new ShellException("the connection to the shell broke: " + e.getMessage(), e);
    }
  }

  /**
   * Runs lines until their end.
   *
   * @return the exit code of the last one
   * @throws ShellException if the connection breaks
   */
  public int run(InputStream lines, OutputStream out, OutputStream err) throws ShellException {
    try (ChannelShell channel = session.createShellChannel()) {
      channel.setUsePty(false);
      return play(channel, lines, out, err);
    } catch (IOException e) {
      throw new ShellException("the connection to the shell broke: " + e.getMessage(), e);
    }
  }

  /**
   * Talks with somebody at a terminal.
   *
   * @param terminal its keys go to the shell as they are pressed, Ctrl-C too
   * @return the exit code of the last line
   * @throws ShellException if the connection breaks
   */
  public int converse(Terminal terminal) throws ShellException {
    Attributes before = terminal.enterRawMode();
    try (ChannelShell channel = session.createShellChannel()) {
      Attributes raw = terminal.getAttributes();
      raw.setLocalFlag(Attributes.LocalFlag.ISIG, false);
      terminal.setAttributes(raw);
      channel.setPtyType(terminal.getType());
      channel.setPtyColumns(terminal.getWidth());
      channel.setPtyLines(terminal.getHeight());
      terminal.handle(Terminal.Signal.WINCH, signal -> resize(channel, terminal));
      return play(channel, terminal.input(), terminal.output(), terminal.output());
    } catch (IOException e) {
      throw new ShellException("the connection to the shell broke: " + e.getMessage(), e);
    } finally {
      terminal.setAttributes(before);
    }
  }

  private static void resize(ChannelShell channel, Terminal terminal) {
    try {
      channel.sendWindowChange(terminal.getWidth(), terminal.getHeight());
    } catch (IOException e) {
      channel.close(true);
    }
  }

  private static int play(ClientChannel channel, InputStream in, OutputStream out, OutputStream err)
      throws IOException {
    channel.setIn(in);
    channel.setOut(out);
    channel.setErr(err);
    channel.open().verify(PATIENCE);
    channel.waitFor(EnumSet.of(ClientChannelEvent.CLOSED), Duration.ZERO);
    out.flush();
    err.flush();
    Integer code = channel.getExitStatus();
    return code == null ? BROKEN_OFF : code;
  }

  @Override
  public void close() {
    session.close(true);
    client.stop();
  }
}
