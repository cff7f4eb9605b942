package io.quoin.experiments.swarms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class LabTest {
  private final List<String> progress = Collections.synchronizedList(new ArrayList<>());

  @Test
  void runs_go_by_seed_and_there_is_something_to_show_after_each() {
    try (Lab lab = new Lab(1, progress::add)) {
      Lab.Runs<Long> many = lab.plan("many", 3, seed -> 10 * seed);
      Lab.Runs<Long> few = lab.plan("few", 1, seed -> 100 * seed);
      lab.begin();

      lab.await(2);

      assertThat(many.results()).containsExactly(10L, 20L);
      assertThat(few.results()).containsExactly(100L);
      lab.await(3);
      assertThat(progress)
          .extracting(line -> line.replaceAll(".*: (.*, seed .*), .*", "$1"))
          .containsExactly("many, seed 1", "few, seed 1", "many, seed 2", "many, seed 3");
    }
  }

  @Test
  void a_run_that_fails_is_named() {
    try (Lab lab = new Lab(1, progress::add)) {
      lab.plan(
          "bad",
          1,
          seed -> {
            throw new IllegalArgumentException("no such swarm");
          });
      lab.begin();

      assertThatThrownBy(() -> lab.await(1)).hasMessageContaining("no such swarm");
    }
  }
}
