package io.quoin.protocol.swarm;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Collection;
import java.util.Optional;

/**
 * Finds and takes connections for a swarm: dials the addresses that it knows, and refuses itself,
 * those who are banned, second connections to one peer, and more than the limit.
 */
final class Connections {
  private static final int DIALS_A_TICK = 20;

  private final PeerId ours;
  private final Handshake handshake;
  private final Surroundings world;
  private final Roster roster;
  private final Swarms swarm;
  private final AddressBook book = new AddressBook();
  private int most;
  private int dialling;

  /** The swarm that connections are for. */
  interface Swarms {
    /** Whether it takes connections. */
    boolean open();

    /** Whether it looks for more. */
    boolean looking();

    /** Takes a connection. */
    void join(Link link, Handshake theirs, boolean incoming);

    /** Gives a connection up. */
    void drop(Peer peer, String reason);
  }

  Connections(Handshake handshake, Surroundings world, Roster roster, int most, Swarms swarm) {
    this.ours = handshake.peerId();
    this.handshake = handshake;
    this.world = world;
    this.roster = roster;
    this.most = most;
    this.swarm = swarm;
  }

  /** Changes the limit; the newest connections beyond it are given up. */
  void most(int changed) {
    most = changed;
    while (roster.size() > most) {
      swarm.drop(roster.peers().get(roster.size() - 1), "more connections than are wanted now");
    }
  }

  int known() {
    return book.size();
  }

  // --- going out ---

  /** Takes addresses to try. */
  void add(Collection<InetSocketAddress> addresses) {
    book.add(addresses, world.loop().nanoTime());
    dial();
  }

  /** Dials whom it is time to dial. */
  void dial() {
    long now = world.loop().nanoTime();
    for (int i = 0; i < DIALS_A_TICK && hasRoom() && swarm.open() && swarm.looking(); i++) {
      Optional<InetSocketAddress> address = book.next(now);
      if (address.isEmpty()) {
        return;
      }
      dialling++;
      if (!world.dialer().dial(address.get(), handshake, new Dialled(address.get()))) {
        dialling--;
        book.putBack(address.get());
        return;
      }
    }
  }

  private boolean hasRoom() {
    return roster.size() + dialling < most;
  }

  private final class Dialled implements Dialer.DialEvents {
    private final InetSocketAddress address;

    Dialled(InetSocketAddress address) {
      this.address = address;
    }

    @Override
    public void connected(Link link, Handshake theirs) {
      dialling--;
      if (theirs.peerId().equals(ours)) {
        book.own(address);
        link.close();
      } else if (!admit(link, theirs, false)) {
        book.spared(address, world.loop().nanoTime());
      }
    }

    @Override
    public void failed(String reason) {
      dialling--;
      book.failed(address, world.loop().nanoTime());
    }
  }

  /** A connection that went out has ended. */
  void ended(Peer peer) {
    boolean useful = peer.counts().verified() > 0 || peer.counts().sent() > 0;
    book.ended(peer.address(), useful, world.loop().nanoTime());
  }

  // --- coming in ---

  /** A peer connected to us; our handshake is sent, theirs is for this torrent. */
  void accepted(Link link, Handshake theirs) {
    if (theirs.peerId().equals(ours)) {
      link.close();
    } else {
      admit(link, theirs, true);
    }
  }

  /** Has nothing to do with an address any more. */
  void ban(InetAddress address) {
    book.ban(address);
  }

  /** Whether the connection was taken; closes it otherwise. */
  private boolean admit(Link link, Handshake theirs, boolean incoming) {
    boolean welcome =
        swarm.open()
            && !book.isBanned(link.remote().getAddress())
            && makeRoomFor(theirs.peerId(), incoming)
            && roster.size() < most;
    if (welcome) {
      swarm.join(link, theirs, incoming);
    } else {
      link.close();
    }
    return welcome;
  }

  /** Of two connections to one peer both ends keep the one that the higher id opened. */
  private boolean makeRoomFor(PeerId theirs, boolean incoming) {
    for (Peer peer : roster.peers()) {
      if (peer.peerId().equals(theirs)) {
        boolean keepNew = peer.incoming() != incoming && (ours.compareTo(theirs) > 0) == !incoming;
        if (keepNew) {
          swarm.drop(peer, "a second connection to the same peer");
        }
        return keepNew;
      }
    }
    return true;
  }
}
