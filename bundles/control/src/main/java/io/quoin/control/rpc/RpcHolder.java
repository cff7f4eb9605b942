package io.quoin.control.rpc;

import java.util.Optional;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;

/** Whoever answers calls, as long as what it answers from is there. */
@Component(service = RpcHolder.class)
public final class RpcHolder {

  private volatile Optional<RpcCalls> calls = Optional.empty();

  @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC)
  void bindCalls(RpcCalls bound) {
    calls = Optional.of(bound);
  }

  void unbindCalls(RpcCalls bound) {
    calls = calls.filter(known -> known != bound);
  }

  /** Whoever it is now. */
  public Optional<RpcCalls> calls() {
    return calls;
  }
}
