package io.quoin.control.asking;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

final class OfferedTest {

  private final Offered<String> offered =
      new Offered<>("name", Pattern.compile("[a-z]+[0-9]*"), Set.of("mine"));

  @Test
  void of_several_with_one_name_the_highest_ranking_counts() {
    offered.came("old", Map.of("name", "b", "service.id", 3L));
    offered.came("high", Map.of("name", "b", "service.id", 5L, "service.ranking", 7));
    offered.came("other", Map.of("name", "a", "service.id", 4L));

    assertThat(offered.byName())
        .extracting(Offered.Named::service)
        .containsExactly("other", "high");

    offered.left("high");

    assertThat(offered.byName()).extracting(Offered.Named::service).containsExactly("other", "old");
  }

  @Test
  void a_name_that_is_none_or_reserved_is_not_used() {
    offered.came("x", Map.of("name", "B-b"));
    offered.came("y", Map.of("name", "mine"));
    offered.came("z", Map.of());

    // Without the property the name would be 'null', which a pattern may well take.
    assertThat(offered.byName()).isEmpty();
  }

  @Test
  void more_than_there_may_be_are_not_used() {
    for (int i = 0; i <= Offered.MOST; i++) {
      offered.came("service" + i, Map.of("name", "n" + i, "service.id", (long) i));
    }

    assertThat(offered.byName()).hasSize(Offered.MOST);
  }
}
