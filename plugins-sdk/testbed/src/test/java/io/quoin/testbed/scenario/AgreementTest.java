package io.quoin.testbed.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What the simulated network says of a swarm is so over sockets, where limits hold it alone. */
@EnabledIfSystemProperty(named = "quoin.agreement", matches = "true")
class AgreementTest {
  private static final double AT_MOST = 0.15;

  private static final Agreement AGREEMENT = new Agreement(9, 3);

  @BeforeAll
  static void warmUp() {
    AGREEMENT.warmUp();
  }

  @ParameterizedTest
  @EnumSource
  void completion_takes_as_long_over_sockets_as_on_the_simulated_network(Scenarios scenario) {
    List<Agreement.Row> rows = AGREEMENT.of(scenario);

    assertThat(rows)
        .isNotEmpty()
        .allSatisfy(row -> assertThat(row.difference()).isBetween(-AT_MOST, AT_MOST));
  }
}
