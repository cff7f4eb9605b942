package io.quoin.shell;

import io.quoin.api.access.LockOut;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.KeyPair;
import java.security.PublicKey;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;
import org.apache.felix.service.command.CommandProcessor;
import org.apache.sshd.common.AttributeRepository.AttributeKey;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.global.KeepAliveHandler;
import org.apache.sshd.common.keyprovider.KeyPairProvider;
import org.apache.sshd.common.session.Session;
import org.apache.sshd.common.session.SessionListener;
import org.apache.sshd.core.CoreModuleProperties;
import org.apache.sshd.server.SshServer;
import org.apache.sshd.server.auth.pubkey.UserAuthPublicKeyFactory;
import org.apache.sshd.server.channel.ChannelSession;
import org.apache.sshd.server.channel.ChannelSessionFactory;
import org.apache.sshd.server.forward.RejectAllForwardingFilter;
import org.apache.sshd.server.global.NoMoreSessionsHandler;
import org.apache.sshd.server.session.ServerSession;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Listens for visitors with keys; there are no passwords, no forwarding and no files. */
final class ShellServer implements AutoCloseable {

  private static final Logger AUDIT = LoggerFactory.getLogger("io.quoin.audit");
  private static final AttributeKey<Visitor> VISITOR = new AttributeKey<>();
  private static final AttributeKey<Boolean> TRIED = new AttributeKey<>();

  /** Where a session that is counted came from; it no longer says so when it is closed. */
  private static final AttributeKey<InetAddress> COUNTED = new AttributeKey<>();

  private static final Duration TO_LOG_IN = Duration.ofSeconds(60);
  private static final int MOST_CHANNELS = 4;
  private static final int MOST_NAME = 64;
  private static final long WINDOW = 64 * 1024;
  private static final Duration TO_READ = Duration.ofSeconds(30);

  /** Commands that run, and terminals at which one types just now; none is for who is idle. */
  private static final int MOST_THREADS = 64;

  private static final Duration THREAD_IDLE = Duration.ofSeconds(10);

  private final SshServer server = SshServer.setUpDefaultServer();
  private final ThreadPoolExecutor threads;
  private final Turns turns = new Turns();
  private final AtomicInteger sessions = new AtomicInteger();
  private final LongAdder refused = new LongAdder();
  private final CommandProcessor processor;
  private final CommandRoles roles;
  private final Function<String, List<String>> ids;
  private final AuthorizedKeys keys;
  private final LockOut lockOut;
  private final int mostSessions;

  /**
   * Where and for whom a server listens.
   *
   * @param address port 0 for any
   * @param hostKey what visitors know it by
   * @param idle after which a session ends
   * @param mostSessions at a time
   */
  record Order(InetSocketAddress address, KeyPair hostKey, Duration idle, int mostSessions) {}

  ShellServer(
      Order order,
      CommandProcessor processor,
      CommandRoles roles,
      Function<String, List<String>> ids,
      AuthorizedKeys keys,
      LockOut lockOut)
      throws IOException {
    this.processor = processor;
    this.roles = roles;
    this.ids = ids;
    this.keys = keys;
    this.lockOut = lockOut;
    this.mostSessions = order.mostSessions();
    this.threads =
        new ThreadPoolExecutor(
            MOST_THREADS,
            MOST_THREADS,
            THREAD_IDLE.toSeconds(),
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(mostSessions * MOST_CHANNELS),
            ShellServer::thread);
    threads.allowCoreThreadTimeOut(true);
    server.setHost(order.address().getHostString());
    server.setPort(order.address().getPort());
    server.setKeyPairProvider(KeyPairProvider.wrap(order.hostKey()));
    server.setUserAuthFactories(List.of(UserAuthPublicKeyFactory.INSTANCE));
    server.setPublickeyAuthenticator(this::admits);
    server.setChannelFactories(List.of(ChannelSessionFactory.INSTANCE));
    server.setGlobalRequestHandlers(
        List.of(KeepAliveHandler.INSTANCE, NoMoreSessionsHandler.INSTANCE));
    server.setForwardingFilter(RejectAllForwardingFilter.INSTANCE);
    server.setSubsystemFactories(List.of());
    server.setCommandFactory((channel, line) -> command(channel, Optional.of(line)));
    server.setShellFactory(channel -> command(channel, Optional.empty()));
    server.addSessionListener(new Door());
    CoreModuleProperties.IDLE_TIMEOUT.set(server, order.idle());
    CoreModuleProperties.NIO2_READ_TIMEOUT.set(server, order.idle().plusSeconds(15));
    CoreModuleProperties.AUTH_TIMEOUT.set(server, TO_LOG_IN);
    CoreModuleProperties.WINDOW_SIZE.set(server, WINDOW);
    CoreModuleProperties.WAIT_FOR_SPACE_TIMEOUT.set(server, TO_READ);
    CoreModuleProperties.MAX_CONCURRENT_CHANNELS.set(server, MOST_CHANNELS);
    CoreModuleProperties.SERVER_IDENTIFICATION.set(server, "Quoin");
    try {
      server.start();
    } catch (IOException e) {
      close();
      throw new IOException(
          "the shell cannot listen at "
              + order.address()
              + ": "
              + e.getMessage()
              + "; choose another port for io.quoin.shell",
          e);
    }
  }

  private static Thread thread(Runnable work) {
    Thread thread = new Thread(work, "quoin-shell");
    thread.setDaemon(true);
    return thread;
  }

  int port() {
    return server.getPort();
  }

  /** How many are connected, logged in or about to. */
  int sessions() {
    return sessions.get();
  }

  /** How many have tried to log in and failed. */
  long refused() {
    return refused.sum();
  }

  private boolean admits(String name, PublicKey key, ServerSession session) {
    session.setAttribute(TRIED, true);
    session.removeAttribute(VISITOR);
    Optional<Visitor> visitor =
        Optional.ofNullable(session.getAttribute(COUNTED))
            .flatMap(address -> visitor(name, key, address));
    visitor.ifPresent(one -> session.setAttribute(VISITOR, one));
    return visitor.isPresent();
  }

  private Optional<Visitor> visitor(String name, PublicKey key, InetAddress address) {
    if (lockOut.shutsOut(address) && !(address.isLoopbackAddress() && keys.isLocal(key))) {
      return Optional.empty();
    }
    return keys.role(key)
        .map(
            role ->
                new Visitor(
                    Printable.of(name, MOST_NAME), KeyUtils.getFingerPrint(key), role, address));
  }

  private ShellCommand command(ChannelSession channel, Optional<String> line) throws IOException {
    Visitor visitor = channel.getSession().getAttribute(VISITOR);
    if (visitor == null) {
      throw new IOException("nobody has logged in");
    }
    return new ShellCommand(
        streams -> new Interpreter(visitor, roles, turns, processor, streams),
        new CommandWords(roles, visitor.role(), ids),
        threads,
        visitor.role() + "@quoin> ",
        line,
        channel);
  }

  /** Empty when it has hung up by now. */
  private static Optional<InetAddress> address(Session session) {
    return session.getIoSession().getRemoteAddress() instanceof InetSocketAddress address
        ? Optional.ofNullable(address.getAddress())
        : Optional.empty();
  }

  @Override
  public void close() throws IOException {
    try {
      server.close(true).await(Duration.ofSeconds(10));
      server.stop(true);
    } finally {
      threads.shutdownNow();
    }
  }

  /** Counts who is in and who failed to come in. */
  private final class Door implements SessionListener {

    @Override
    public void sessionCreated(Session session) {
      Optional<InetAddress> address = address(session);
      if (address.isEmpty()) {
        session.close(true);
        return;
      }
      session.setAttribute(COUNTED, address.get());
      if (sessions.incrementAndGet() > mostSessions || isShutOut(address.get())) {
        session.close(true);
      }
    }

    /** The local administrator is let in however often others of this machine have failed. */
    private boolean isShutOut(InetAddress address) {
      return lockOut.shutsOut(address) && !address.isLoopbackAddress();
    }

    @Override
    public void sessionEvent(Session session, Event event) {
      if (event == Event.Authenticated) {
        Visitor visitor = session.getAttribute(VISITOR);
        if (!lockOut.shutsOut(visitor.address())) {
          lockOut.succeeded(visitor.address());
        }
        audit(
            session,
            visitor.address(),
            "logged in as " + visitor.role() + " with " + visitor.key());
      }
    }

    @Override
    public void sessionClosed(Session session) {
      InetAddress address = session.removeAttribute(COUNTED);
      if (address == null) {
        return;
      }
      sessions.decrementAndGet();
      if (!session.isAuthenticated() && session.getAttribute(TRIED) != null) {
        lockOut.failed(address);
        refused.increment();
        audit(session, address, "failed to log in");
      }
    }

    private void audit(Session session, InetAddress address, String what) {
      String name = session.getUsername() == null ? "somebody" : session.getUsername();
      AUDIT.info("{} from {}: {}", Printable.of(name, MOST_NAME), address.getHostAddress(), what);
    }
  }
}
