package io.quoin.shell;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class PlainLineTest {

  @Test
  void words_stand_for_themselves_quoted_ones_too() {
    Optional<PlainLine> line =
        PlainLine.of("torrent:add --json 'magnet:?a=b&c' 'it'\\''s \"$x\"; (y)' '' /a/b ");

    assertThat(line)
        .contains(
            new PlainLine(
                "torrent",
                "add",
                List.of("--json", "magnet:?a=b&c", "it's \"$x\"; (y)", "", "/a/b")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "list",
        "a:b; a:c",
        "a:b | a:c",
        "a:b $x",
        "a:b (c)",
        "a:b {c}",
        "a:b \"c\"",
        "a:b 'c",
        "a:b \\'c",
        "a:b 'c'd",
        "a:b c'd'",
        "a:b '\n'",
        "a:b\ta",
        "a:b\nc:d",
        "x = a:b",
        "a:b [c]",
        "a:b *",
        "a:b ~",
        "a:b # c",
        " a:b"
      })
  void everything_else_is_not_plain(String line) {
    assertThat(PlainLine.of(line)).isEmpty();
  }
}
