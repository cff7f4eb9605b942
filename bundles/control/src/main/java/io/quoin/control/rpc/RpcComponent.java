package io.quoin.control.rpc;

import io.quoin.api.access.Role;
import io.quoin.api.control.Shutdown;
import io.quoin.api.net.Fetcher;
import io.quoin.api.session.SessionControl;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.osgi.service.metatype.annotations.Designate;

/** Transmission's protocol over the session of this platform. */
@Component(service = RpcCalls.class, configurationPid = "io.quoin.control.rpc")
@Designate(ocd = RpcSettings.class)
public final class RpcComponent implements RpcCalls {

  private final AtomicReference<Optional<Fetcher>> fetcher =
      new AtomicReference<>(Optional.empty());
  private final AtomicReference<Optional<Shutdown>> shutdown =
      new AtomicReference<>(Optional.empty());
  private final TransmissionRpc calls;

  /**
   * Answers from the session.
   *
   * @param session the torrents
   * @param settings what callers may do
   */
  @Activate
  public RpcComponent(@Reference SessionControl session, RpcSettings settings) {
    calls =
        new TransmissionRpc(
            new TransmissionRpc.World(
                session,
                InstantSource.system(),
                fetcher::get,
                settings.fetch_inside(),
                shutdown::get,
                new Roots(Arrays.stream(settings.roots()).map(Path::of).toList())));
  }

  @Override
  public void answer(InputStream call, OutputStream answer, Role role) throws IOException {
    calls.answer(call, answer, role);
  }

  @Reference(
      cardinality = ReferenceCardinality.OPTIONAL,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  void bindFetcher(Fetcher found) {
    fetcher.set(Optional.of(found));
  }

  void unbindFetcher(Fetcher gone) {
    fetcher.updateAndGet(now -> now.filter(known -> known != gone));
  }

  @Reference(
      cardinality = ReferenceCardinality.OPTIONAL,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  void bindShutdown(Shutdown found) {
    shutdown.set(Optional.of(found));
  }

  void unbindShutdown(Shutdown gone) {
    shutdown.updateAndGet(now -> now.filter(known -> known != gone));
  }
}
