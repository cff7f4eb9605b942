package io.quoin.shell;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class LineEditorTest {

  private static final String LEFT = "\u001b[D";
  private static final String UP = "\u001b[A";
  private static final String DOWN = "\u001bOB";

  private final List<String> words = new ArrayList<>();
  private final LineEditor editor =
      new LineEditor(
          "> ",
          line ->
              words.stream()
                  .filter(word -> word.startsWith(line.substring(line.lastIndexOf(' ') + 1)))
                  .toList());

  @Test
  void what_is_typed_is_a_line_at_its_end() {
    List<String> lines = type("plugin:list\rtörrent:list \uD83E\uDDF2\n");

    assertThat(lines).containsExactly("plugin:list", "törrent:list \uD83E\uDDF2");
  }

  @Test
  void a_line_is_changed_where_the_cursor_is() {
    assertThat(type("ac" + LEFT + "b\r")).containsExactly("abc");
    assertThat(type("ab\u007f\bc\r")).containsExactly("c");
    assertThat(type("bc\u0001a\u0005d\r")).containsExactly("abcd");
    assertThat(type("one two\u0017three\r")).containsExactly("one three");
    assertThat(type("abc" + LEFT + "\u001b[3~\r")).containsExactly("ab");
    assertThat(type("x\uD83E\uDDF2\u007fy\r")).containsExactly("xy");
    assertThat(type("x\uD83E\uDDF2" + LEFT + "\u001b[3~y\r")).containsExactly("xy");
  }

  @Test
  void earlier_lines_come_back() {
    type("first\rsecond\r");

    assertThat(type(UP + UP + UP + "\r")).containsExactly("first");
    assertThat(type(UP + UP + DOWN + "\r")).containsExactly("first");
    assertThat(type(UP + DOWN + "x\r")).containsExactly("x");
  }

  @Test
  void only_so_many_lines_are_remembered() {
    for (int i = 0; i <= History.MOST_LINES; i++) {
      type("line" + i + "\r");
    }

    assertThat(type(UP.repeat(History.MOST_LINES + 5) + "\r")).containsExactly("line1");
  }

  @Test
  void the_tabulator_goes_as_far_as_there_is_one_way_and_shows_the_ways_then() {
    words.addAll(List.of("plugin:info", "plugin:install", "torrent:list"));

    List<String> alone = type("tor\tx\r");
    editor.takeShown();
    List<String> common = type("pl\t\tf\t\r");

    assertThat(alone).containsExactly("torrent:list x");
    assertThat(common).containsExactly("plugin:info ");
    assertThat(editor.takeShown()).contains("plugin:info     plugin:install\r\n");
  }

  @Test
  void nothing_that_is_not_a_key_gets_into_a_line() {
    assertThat(type("a\u0000\u001b[200;1;5Zb\u001bxc\u009b\r")).containsExactly("abc");
    assertThat(type("\u001b[" + "1".repeat(16) + "d\r")).hasSize(1);
  }

  @Test
  void a_line_has_its_bound_and_a_long_one_moves_within_the_screen() {
    editor.resize(20);

    List<String> lines = type("x".repeat(Interpreter.MOST_CHARACTERS) + "yz\r");

    assertThat(lines).containsExactly("x".repeat(Interpreter.MOST_CHARACTERS));
    assertThat(editor.takeShown().split("\r"))
        .allSatisfy(drawn -> assertThat(drawn.replace("\u001b[K", "")).hasSizeLessThan(20));
  }

  @Test
  void ctrl_d_ends_an_empty_line_alone() {
    assertThat(type("ab\u0004c\r")).containsExactly("abc");

    assertThat(editor.type(4)).isInstanceOf(LineEditor.Typed.End.class);
  }

  private List<String> type(String keys) {
    List<String> lines = new ArrayList<>();
    editor.ask();
    keys.codePoints()
        .forEach(
            character -> {
              if (editor.type(character) instanceof LineEditor.Typed.Line line) {
                lines.add(line.text());
                editor.ask();
              }
            });
    return lines;
  }
}
