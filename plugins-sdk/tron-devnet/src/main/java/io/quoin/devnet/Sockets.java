package io.quoin.devnet;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import javax.net.ServerSocketFactory;

/**
 * The connections of a server: not more than a number of them, whoever comes then is hung up on;
 * and all can be cut at once, as when a cable is pulled.
 */
final class Sockets extends ServerSocketFactory {

  private final int most;
  private final Set<Counted> open = ConcurrentHashMap.newKeySet();

  Sockets(int most) {
    this.most = most;
  }

  /** Cuts every connection without a word. */
  void cut() {
    open.forEach(Counted::cut);
  }

  @Override
  public ServerSocket createServerSocket() throws IOException {
    return new ServerSocket() {
      @Override
      public Socket accept() throws IOException {
        while (true) {
          Counted socket = new Counted();
          implAccept(socket);
          if (open.size() < most) {
            open.add(socket);
            if (!isClosed()) {
              return socket;
            }
            // Whoever closed us may have cut all connections before this one was there.
          }
          socket.close();
        }
      }
    };
  }

  @Override
  public ServerSocket createServerSocket(int port) {
    throw new UnsupportedOperationException("sockets are bound by whoever asked for them");
  }

  @Override
  public ServerSocket createServerSocket(int port, int backlog) {
    return createServerSocket(port);
  }

  @Override
  public ServerSocket createServerSocket(int port, int backlog, InetAddress address) {
    return createServerSocket(port);
  }

  /** A connection that is counted until it is closed. */
  private final class Counted extends Socket {

    @Override
    public synchronized void close() throws IOException {
      open.remove(this);
      super.close();
    }

    void cut() {
      try {
        setSoLinger(true, 0);
        close();
      } catch (IOException e) {
        // It is closed already.
      }
    }
  }
}
