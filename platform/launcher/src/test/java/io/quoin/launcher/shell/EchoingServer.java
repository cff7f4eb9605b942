package io.quoin.launcher.shell;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.Reader;
import java.io.StringReader;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.PublicKey;
import java.util.Optional;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.config.keys.PublicKeyEntry;
import org.apache.sshd.common.keyprovider.KeyPairProvider;
import org.apache.sshd.server.Environment;
import org.apache.sshd.server.ExitCallback;
import org.apache.sshd.server.SshServer;
import org.apache.sshd.server.channel.ChannelSession;
import org.apache.sshd.server.command.Command;

/**
 * A server that says every line back, and ends with the code that the line asks for with "exit N";
 * to "break" it ends the connection.
 */
final class EchoingServer implements AutoCloseable {

  private final SshServer server = SshServer.setUpDefaultServer();
  private final PublicKey host;

  EchoingServer(KeyPair host, PublicKey visitor) throws IOException {
    this.host = host.getPublic();
    server.setHost("127.0.0.1");
    server.setPort(0);
    server.setKeyPairProvider(KeyPairProvider.wrap(host));
    server.setPublickeyAuthenticator((user, key, session) -> KeyUtils.compareKeys(visitor, key));
    server.setCommandFactory((channel, line) -> new Echo(Optional.of(line)));
    server.setShellFactory(channel -> new Echo(Optional.empty()));
    server.start();
  }

  InetSocketAddress address() {
    return InetSocketAddress.createUnresolved("127.0.0.1", server.getPort());
  }

  /** How known_hosts names it. */
  String line() {
    return line(host, server.getPort());
  }

  static String line(PublicKey host, int port) {
    return "[127.0.0.1]:" + port + " " + PublicKeyEntry.toString(host) + " quoin";
  }

  Door door(Path known, Path key) throws ShellException {
    return Door.at(address(), known, key);
  }

  @Override
  public void close() throws IOException {
    server.stop(true);
  }

  /** Lines of a command, or of standard input where it has none. */
  private static final class Echo implements Command {

    private static final String EXIT = "exit ";
    private static final int UNHEARD = 255;

    private final Optional<String> given;
    private InputStream in = InputStream.nullInputStream();
    private OutputStream out = OutputStream.nullOutputStream();
    private OutputStream err = OutputStream.nullOutputStream();
    private ExitCallback exit = (code, message, now) -> {};

    Echo(Optional<String> given) {
      this.given = given;
    }

    @Override
    public void setInputStream(InputStream stream) {
      in = stream;
    }

    @Override
    public void setOutputStream(OutputStream stream) {
      out = stream;
    }

    @Override
    public void setErrorStream(OutputStream stream) {
      err = stream;
    }

    @Override
    public void setExitCallback(ExitCallback callback) {
      exit = callback;
    }

    @Override
    public void start(ChannelSession channel, Environment environment) {
      new Thread(() -> answer(channel), "echo").start();
    }

    private void answer(ChannelSession channel) {
      int code = 0;
      try {
        BufferedReader reader =
            new BufferedReader(
                given
                    .map(StringReader::new)
                    .map(Reader.class::cast)
                    .orElseGet(() -> new InputStreamReader(in, StandardCharsets.UTF_8)));
        for (String line = reader.readLine(); line != null; line = reader.readLine()) {
          if (line.equals("break")) {
            channel.getSession().close(true);
            return;
          }
          code = line.startsWith(EXIT) ? Integer.parseInt(line.substring(EXIT.length())) : 0;
          say(code == 0 ? out : err, line);
        }
      } catch (IOException e) {
        code = UNHEARD;
      }
      exit.onExit(code);
    }

    private static void say(OutputStream stream, String line) throws IOException {
      stream.write((line + "\n").getBytes(StandardCharsets.UTF_8));
      stream.flush();
    }

    @Override
    public void destroy(ChannelSession channel) {
      // its thread ends with its lines
    }
  }
}
