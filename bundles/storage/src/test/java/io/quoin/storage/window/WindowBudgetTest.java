package io.quoin.storage.window;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class WindowBudgetTest {

  private static final int WINDOWS = 64;

  private long now = 1_000_000_000L;
  private int reliefs;
  private final WindowBudget budget = new WindowBudget(WINDOWS, () -> reliefs++, () -> now);

  /** A torrent that notes its turns and uses one window in each. */
  private final class Torrent {
    private final List<Window> held = new ArrayList<>();
    private final List<Content> contents = new ArrayList<>();
    private int turns;
    private final Account account = new Account(() -> turns++);

    boolean take() {
      Content content = new Content();
      Optional<Window> window = budget.take(account, content);
      window.ifPresent(
          taken -> {
            held.add(taken);
            contents.add(content);
          });
      return window.isPresent();
    }

    int takeAll() {
      int taken = 0;
      while (take()) {
        taken++;
      }
      return taken;
    }

    void useTurn() {
      budget.useTurn(account, this::take);
    }

    void sendOff() {
      contents.forEach(content -> content.stay = Tenant.Stay.LEAVING);
    }

    void giveOne() {
      contents.remove(0);
      budget.give(held.remove(0));
    }
  }

  private static final class Content implements Tenant {
    private Stay stay = Stay.OPEN;
    private int emptied;

    @Override
    public Stay stay() {
      return stay;
    }

    @Override
    public void empty() {
      emptied++;
    }
  }

  @Test
  void a_torrent_rests_while_much_is_on_its_way_to_a_disk_that_keeps_up() {
    Torrent torrent = new Torrent();
    for (int i = 0; i < 15; i++) {
      torrent.take();
    }
    torrent.sendOff();
    torrent.giveOne();

    assertThat(torrent.take()).isFalse();
    torrent.giveOne();
    assertThat(torrent.turns).isZero();
    torrent.giveOne();
    assertThat(torrent.turns).isEqualTo(1);
    torrent.useTurn();
    assertThat(torrent.held).hasSize(13);
  }

  @Test
  void a_torrent_does_not_rest_for_a_disk_that_stands_still() {
    Torrent torrent = new Torrent();
    for (int i = 0; i < 20; i++) {
      torrent.take();
    }
    torrent.sendOff();
    torrent.giveOne();
    torrent.take();

    now += 60_000_000L;
    budget.lookAgain();

    assertThat(torrent.turns).isEqualTo(1);
    torrent.useTurn();
    assertThat(torrent.takeAll()).isEqualTo(WINDOWS - WINDOWS / 8 - 20);
  }

  @Test
  void a_torrent_that_rests_keeps_no_other_waiting() {
    Torrent busy = new Torrent();
    Torrent other = new Torrent();
    for (int i = 0; i < 20; i++) {
      busy.take();
    }
    busy.sendOff();
    busy.giveOne();
    busy.take();

    assertThat(other.takeAll()).isEqualTo(WINDOWS - WINDOWS / 8 - 19);
    assertThat(busy.turns).isZero();
  }

  @Test
  void a_turn_given_to_a_torrent_that_closes_goes_on() {
    Torrent greedy = new Torrent();
    Torrent closing = new Torrent();
    Torrent patient = new Torrent();
    greedy.takeAll();
    List<Torrent> fillers = new ArrayList<>();
    for (int i = 0; i < WINDOWS / 8; i++) {
      fillers.add(new Torrent());
      fillers.get(i).take();
    }
    closing.take();
    patient.take();
    greedy.giveOne();

    budget.leave(closing.account);

    assertThat(closing.turns).isEqualTo(1);
    assertThat(patient.turns).isEqualTo(1);
    patient.useTurn();
    assertThat(patient.held).hasSize(1);
  }

  @Test
  void relief_empties_the_oldest_idle_windows_and_counts_those_that_leave() {
    Torrent torrent = new Torrent();
    torrent.takeAll();
    List<Content> contents = torrent.contents;
    contents.get(0).stay = Tenant.Stay.LEAVING;
    contents.get(5).stay = Tenant.Stay.IDLE;
    contents.get(7).stay = Tenant.Stay.IDLE;

    budget.relieve();
    assertThat(contents).allMatch(content -> content.emptied == 0);
    contents.get(0).stay = Tenant.Stay.OPEN;
    budget.relieve();

    assertThat(reliefs).isPositive();
    assertThat(contents.get(5).emptied).isEqualTo(1);
    assertThat(contents.get(7).emptied).isZero();
  }
}
