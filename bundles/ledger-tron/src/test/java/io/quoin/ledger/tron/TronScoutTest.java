package io.quoin.ledger.tron;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.google.protobuf.ByteString;
import io.quoin.api.ledger.LedgerException;
import io.quoin.api.ledger.LedgerException.Code;
import io.quoin.api.ledger.LedgerFacts;
import io.quoin.api.ledger.NetId;
import io.quoin.api.ledger.TokenFacts;
import io.quoin.api.ledger.TokenId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What nodes are of, whatever is configured. */
@Timeout(120)
class TronScoutTest {

  private final ScriptedChain chain = new ScriptedChain();
  private ScriptedNode one;
  private ScriptedNode two;
  private TronScout scout;

  @BeforeEach
  void start() throws Exception {
    one = new ScriptedNode(chain);
    two = new ScriptedNode(chain);
    scout = scout(Map.of());
  }

  @AfterEach
  void stop() throws Exception {
    scout.deactivate();
    one.close();
    two.close();
  }

  /** With a configuration whose network and token's name are others. */
  private TronScout scout(Map<String, Object> others) {
    Map<String, Object> values = new HashMap<>();
    values.put("network", "mainnet");
    values.put("token_name", "another");
    values.put("decimals", 0);
    values.put("timeout_seconds", 2);
    values.putAll(others);
    List<String> nodes = List.of(one.address(), two.address());
    return new TronScout(Configured.ledger(nodes, nodes, values));
  }

  private static <T> T done(CompletionStage<T> stage) throws Exception {
    return stage.toCompletableFuture().get(60, TimeUnit.SECONDS);
  }

  private LedgerException refusal() {
    Throwable failure = catchThrowable(() -> done(scout.look()));
    assertThat(failure).isNotNull().hasCauseInstanceOf(LedgerException.class);
    return (LedgerException) failure.getCause();
  }

  @Test
  void network_and_token_are_what_the_nodes_say() throws Exception {
    assertThat(done(scout.look()))
        .isEqualTo(
            new LedgerFacts(
                ScriptedChain.NET, "", new TokenFacts(new TokenId(1_002_000), "BitTorrent", 6)));
  }

  @Test
  void a_network_that_everybody_knows_is_called_by_its_name() throws Exception {
    chain.net(NetId.ofHex("802de4d6cd8690dc"));

    assertThat(done(scout.look()).network()).isEqualTo("nile");
  }

  @Test
  void a_node_that_is_gone_is_passed_over_and_without_any_there_is_no_answer() throws Exception {
    one.mood(ScriptedNode.Mood.FAILS);
    assertThat(done(scout.look()).net()).isEqualTo(ScriptedChain.NET);

    two.mood(ScriptedNode.Mood.FAILS);
    assertThat(refusal().code()).isEqualTo(Code.UNAVAILABLE);
  }

  @Test
  void a_token_that_is_not_there_or_cannot_be_shown_is_none() {
    chain.asset(chain.asset().toBuilder().setName(ByteString.copyFromUtf8("line\nbreak")).build());
    assertThat(refusal()).hasMessageContaining("cannot be shown");

    chain.asset(chain.asset().toBuilder().setPrecision(19).build());
    assertThat(refusal().code()).isEqualTo(Code.UNAVAILABLE);

    scout.deactivate();
    scout = scout(Map.of("token", 7L));
    assertThat(refusal().code()).isEqualTo(Code.WRONG_LEDGER);
    assertThat(refusal()).hasMessageContaining("has no token 7");
  }
}
