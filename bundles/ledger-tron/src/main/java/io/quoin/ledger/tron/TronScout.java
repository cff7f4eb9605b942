package io.quoin.ledger.tron;

import io.quoin.api.ledger.LedgerFacts;
import io.quoin.api.ledger.LedgerScout;
import io.quoin.api.ledger.NetId;
import io.quoin.api.ledger.TokenId;
import io.quoin.api.ledger.TokenLedger;
import java.util.concurrent.CompletionStage;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Deactivate;

/** Asks the ledger's nodes what they are of; of the configuration it believes the rest. */
@Component(
    service = LedgerScout.class,
    configurationPid = "io.quoin.ledger.tron",
    configurationPolicy = ConfigurationPolicy.REQUIRE,
    property = TokenLedger.ID + "=tron")
public final class TronScout implements LedgerScout {

  private final TokenId token;
  private final Connections connections;
  private final Nodes nodes;

  /**
   * Opens no connection yet.
   *
   * @param configuration which token, and which nodes are asked
   * @throws IllegalArgumentException naming the setting that makes no sense
   */
  @Activate
  public TronScout(TronLedgerConfiguration configuration) {
    TronSettings settings = TronSettings.of(configuration);
    this.token = settings.token().id();
    this.connections = new Connections(settings);
    this.nodes = connections.to(settings.solidity(), View.solidified());
  }

  /** Closes every connection. */
  @Deactivate
  public void deactivate() {
    connections.close();
  }

  @Override
  public CompletionStage<LedgerFacts> look() {
    return nodes.askStrangers(node -> node.net().thenCompose(net -> facts(node, net)));
  }

  private CompletionStage<LedgerFacts> facts(Node node, NetId net) {
    return node.token(token)
        .thenApply(facts -> new LedgerFacts(net, TronSettings.name(net), facts));
  }
}
