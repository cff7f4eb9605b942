package io.quoin.testbed.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What the simulated network says of a swarm is so over sockets, where limits hold it alone. */
class AgreementTest {
  private static final double AT_MOST = 0.15;

  @EnabledIfSystemProperty(named = "quoin.agreement", matches = "true")
  @ParameterizedTest
  @EnumSource
  void completion_takes_as_long_over_sockets_as_on_the_simulated_network(Scenarios scenario) {
    Agreement agreement = new Agreement(9, 3);
    agreement.warmUp();

    List<Agreement.Row> rows = agreement.of(scenario);

    assertThat(rows)
        .isNotEmpty()
        .allSatisfy(row -> assertThat(row.difference()).isBetween(-AT_MOST, AT_MOST));
  }
}
