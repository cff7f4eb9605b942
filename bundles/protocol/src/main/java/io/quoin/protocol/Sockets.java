package io.quoin.protocol;

import io.quoin.api.peers.PeerFilter;
import io.quoin.api.plugin.PluginFaults;
import io.quoin.metainfo.InfoHash;
import io.quoin.protocol.net.Gate;
import io.quoin.protocol.net.LinkCounts;
import io.quoin.protocol.net.Transport;
import io.quoin.protocol.net.udp.UdpSockets;
import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.osgi.service.metatype.annotations.Designate;
import org.slf4j.LoggerFactory;

/** The loops and everything that listens, shared by the components of this bundle. */
@Component(service = Sockets.class, configurationPid = Sockets.PID)
@Designate(ocd = SocketSettings.class)
public final class Sockets {
  static final String PID = "io.quoin.protocol.net";

  private static final long PATIENCE_SECONDS = 2;

  private final Transport transport;
  private final Complaints complaints = new Complaints();
  private final Filters filters = new Filters(complaints);
  private final LinkCounts counts = new LinkCounts();
  private final Loops loops;
  private final Listening listening;
  private final UdpSockets datagrams;
  private volatile Gate.Swarms swarms = hash -> Optional.empty();

  /** Starts the loops and listens; UDP on the ports that TCP got. */
  @Activate
  public Sockets(SocketSettings settings) {
    this(
        Arrays.stream(settings.listen()).filter(text -> !text.isBlank()).toList(),
        settings.loops(),
        "nio".equals(settings.transport()) ? Transport.nio() : Transport.best());
  }

  /**
   * Starts the loops and listens; for those who put an engine on sockets without a container.
   *
   * @param listen addresses as the setting has them
   * @param count of loops, 0 for half the cores
   */
  public Sockets(List<String> listen, int count, Transport transport) {
    this.transport = transport;
    loops = new Loops(count, transport, filters, counts);
    listening =
        new Listening(
            listen,
            transport,
            loops.first().loop().eventLoop(),
            new Gate(this::find, filters, counts));
    datagrams =
        new UdpSockets(
            loops.first().loop().eventLoop(),
            transport.datagrams(),
            LoggerFactory.getLogger(UdpSockets.class));
    Awaiting.atMost(datagrams.bind(listening.addresses()), PATIENCE_SECONDS);
  }

  /** Closes the sockets and ends the loops. */
  @Deactivate
  public void end() {
    listening.close();
    Awaiting.atMost(datagrams.close(), PATIENCE_SECONDS);
    loops.end().awaitUninterruptibly(PATIENCE_SECONDS, TimeUnit.SECONDS);
  }

  @Reference(
      cardinality = ReferenceCardinality.MULTIPLE,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  void bindFilter(PeerFilter filter) {
    filters.add(filter);
  }

  void unbindFilter(PeerFilter filter) {
    filters.remove(filter);
  }

  @Reference(
      cardinality = ReferenceCardinality.OPTIONAL,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  void bindFaults(PluginFaults faults) {
    complaints.came(faults);
  }

  void unbindFaults(PluginFaults faults) {
    complaints.left(faults);
  }

  private Optional<Gate.Destination> find(InfoHash hash) {
    return swarms.find(hash);
  }

  /** From now on connections that come in go to these swarms. */
  void letIn(Gate.Swarms found) {
    swarms = found;
  }

  void letNobodyIn() {
    swarms = hash -> Optional.empty();
  }

  Transport transport() {
    return transport;
  }

  LinkCounts counts() {
    return counts;
  }

  Loops loops() {
    return loops;
  }

  UdpSockets datagrams() {
    return datagrams;
  }

  List<InetSocketAddress> listening() {
    return listening.addresses();
  }
}
