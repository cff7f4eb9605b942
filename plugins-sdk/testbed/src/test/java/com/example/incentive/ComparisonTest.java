package com.example.incentive;

import static org.assertj.core.api.Assertions.assertThat;

import io.quoin.testbed.PeerResult;
import io.quoin.testbed.TakingTurns;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What {@code docs/plugin-authors.md} shows of the testbed is what runs here. */
class ComparisonTest {
  private static final Path SHOWN = Path.of("..", "..", "docs", "plugin-authors.md");
  private static final Path SOURCE =
      Path.of("src", "test", "java", "com", "example", "incentive", "Comparison.java");

  @Test
  void the_documented_comparison_is_this_one() throws Exception {
    assertThat(Files.readString(SHOWN)).contains("```java\n" + Files.readString(SOURCE) + "```\n");
  }

  @Test
  void the_documented_comparison_says_how_everybody_has_fared() {
    List<PeerResult> results = Comparison.run(7, TakingTurns::new);

    assertThat(results)
        .hasSize(102)
        .allSatisfy(peer -> assertThat(peer.verified()).isEqualTo(peer.size()));
    assertThat(results.stream().mapToLong(PeerResult::sentPaid).sum()).isPositive();
  }
}
