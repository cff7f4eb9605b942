package io.quoin.shell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quoin.api.access.Role;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.apache.felix.gogo.runtime.CommandProcessorImpl;
import org.apache.felix.gogo.runtime.threadio.ThreadIOImpl;
import org.apache.felix.service.command.CommandProcessor;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Descriptor;
import org.apache.felix.service.command.Parameter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.osgi.framework.Constants;

/** What commands say about themselves, to people and to the tabulator. */
final class HelpTest {

  private final CommandRoles roles = new CommandRoles();
  private final ThreadIOImpl streams = new ThreadIOImpl();
  private final CommandProcessorImpl processor = new CommandProcessorImpl(streams);
  private final Lent rating = new Lent(new Films());
  private CommandSession session;

  /** Commands of the tests. */
  public static final class Films {

    /** Rates a film. */
    @Descriptor("rates a film; example: film:rate --stars 5 0123")
    public String rate(
        CommandSession session,
        @Descriptor("answers with JSON")
            @Parameter(names = "--json", presentValue = "true", absentValue = "false")
            boolean json,
        @Descriptor("how many, 1 to 5") @Parameter(names = "--stars", absentValue = "1")
            String stars,
        @Descriptor("its id") String id) {
      return id;
    }

    /** Lists films. */
    public String list() {
      return "";
    }
  }

  @BeforeEach
  void offer() {
    streams.start();
    session = processor.createSession(System.in, System.out, System.err);
    roles.bindCommands(new Lent(new Films()), commands("films", "list", "viewer"));
    roles.bindCommands(rating, commands("film", "rate", "operator"));
  }

  @AfterEach
  void close() {
    session.close();
    processor.stop();
    streams.stop();
  }

  private static Map<String, Object> commands(String scope, String function, String role) {
    return Map.of(
        Constants.SERVICE_ID,
        scope,
        CommandProcessor.COMMAND_SCOPE,
        scope,
        CommandProcessor.COMMAND_FUNCTION,
        new String[] {function},
        Role.NEEDED,
        role);
  }

  @Test
  void somebody_sees_the_commands_of_their_role() throws Exception {
    Help viewers = new Help(roles, Role.VIEWER);

    assertThat(new Help(roles, Role.OPERATOR).execute(session, List.of()))
        .isEqualTo(
            "film:rate   rates a film\nfilms:list  \n\n'help COMMAND' says how one is used; 'watch COMMAND' repeats it until Ctrl-C.\n");
    assertThat(viewers.execute(session, List.of()).toString()).doesNotContain("film:rate");
    assertThatThrownBy(() -> viewers.execute(session, List.of("film:rate")))
        .isInstanceOf(IOException.class)
        .hasMessage("film:rate is no command for you; 'help' lists those there are");
  }

  @Test
  void the_list_fits_the_terminal() throws Exception {
    session.put("COLUMNS", 20);

    assertThat(new Help(roles, Role.OPERATOR).execute(session, List.of()).toString())
        .startsWith("film:rate   rates a \n");
  }

  @Test
  void a_command_says_how_it_is_used() throws Exception {
    Object said = new Help(roles, Role.OPERATOR).execute(session, List.of("film:rate"));

    assertThat(said)
        .isEqualTo(
            """
            film:rate [--json] [--stars VALUE] WORD
              rates a film

              --json          answers with JSON
              --stars VALUE   how many, 1 to 5
              WORD            its id

            example: film:rate --stars 5 0123
            """);
  }

  @Test
  void commands_switches_and_ids_are_completed() {
    CommandWords words =
        new CommandWords(roles, Role.OPERATOR, scope -> List.of(scope + "-2", scope + "-1"));

    assertThat(words.words("fi")).containsExactly("film:rate", "films:list");
    assertThat(words.words("h")).containsExactly("help");
    assertThat(words.words("help films")).containsExactly("films:list");
    assertThat(words.words("film:rate --")).containsExactly("--json", "--stars");
    assertThat(words.words("film:rate --json --json --")).containsExactly("--stars");
    assertThat(words.words("film:rate  ")).containsExactly("film-1", "film-2");
    assertThat(words.words("films:list ")).isEmpty();
    assertThat(words.words("nothing:at all")).isEmpty();
    assertThat(new CommandWords(roles, Role.VIEWER, scope -> List.of()).words("film:rate --"))
        .isEmpty();
  }

  @Test
  void a_service_is_given_back_once_its_command_is_described() {
    assertThat(roles.description("film:rate")).isNotEqualTo(Description.NONE);

    assertThat(rating.held()).isZero();
  }

  @Test
  void a_command_goes_with_its_service() {
    roles.unbindCommands(commands("film", "rate", "operator"));

    assertThat(roles.names(Role.ADMINISTRATOR)).containsExactly("films:list");
    assertThat(roles.needed("film", "rate")).isEmpty();
  }
}
