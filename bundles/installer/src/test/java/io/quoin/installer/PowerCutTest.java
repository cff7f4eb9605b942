package io.quoin.installer;

import static org.assertj.core.api.Assertions.assertThat;

import io.quoin.api.plugin.PluginOrder;
import io.quoin.api.plugin.PluginSnapshot;
import io.quoin.api.plugin.PluginState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The power is cut before each step on the disk that a change takes. */
class PowerCutTest {

  @TempDir Path temporary;

  private TestContainer container;
  private Path old;
  private Path next;

  /** Something that an operator does. */
  private enum Act {
    INSTALL {
      @Override
      void on(Installer installer, PowerCutTest test) throws Exception {
        installer.install(PluginOrder.of(test.old).unsignedAllowed());
      }
    },
    UPDATE {
      @Override
      void on(Installer installer, PowerCutTest test) throws Exception {
        installer.update("pair", PluginOrder.of(test.next).unsignedAllowed());
      }
    },
    DISABLE {
      @Override
      void on(Installer installer, PowerCutTest test) throws Exception {
        installer.disable("pair");
      }
    },
    ENABLE {
      @Override
      void on(Installer installer, PowerCutTest test) throws Exception {
        installer.enable("pair");
      }
    },
    PIN {
      @Override
      void on(Installer installer, PowerCutTest test) throws Exception {
        installer.allow("pair", "[1,1]");
      }
    },
    REMOVE {
      @Override
      void on(Installer installer, PowerCutTest test) throws Exception {
        installer.remove("pair");
      }
    };

    abstract void on(Installer installer, PowerCutTest test) throws Exception;
  }

  @BeforeEach
  void open() throws Exception {
    container = new TestContainer(temporary);
    old = pair("1.0.0");
    next = pair("2.0.0");
  }

  private Path pair(String version) throws IOException {
    return Jars.archive(
        temporary,
        "pair",
        version,
        Map.of(),
        Jars.bundle(temporary, "one", version, Map.of("Export-Package", "com.example")),
        Jars.bundle(temporary, "same", "1.0.0", Map.of("Import-Package", "com.example")));
  }

  @AfterEach
  void close() throws Exception {
    container.close();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "INSTALL | none | 1.0.0 RUNNING",
        "UPDATE | 1.0.0 RUNNING | 2.0.0 RUNNING",
        "DISABLE | 1.0.0 RUNNING | 1.0.0 DISABLED",
        "ENABLE | 1.0.0 DISABLED | 1.0.0 RUNNING",
        "PIN | 1.0.0 RUNNING | 1.0.0 [1,1] RUNNING",
        "REMOVE | 1.0.0 RUNNING | none"
      })
  void a_power_cut_leaves_what_was_or_what_was_to_be(Act act, String before, String after)
      throws Exception {
    for (boolean losing : new boolean[] {false, true}) {
      int steps = 0;
      while (interrupted(act, before, after, steps, losing)) {
        steps++;
      }
      assertThat(steps).isGreaterThan(2);
    }
  }

  /** False if it was done before the power was cut. */
  private boolean interrupted(Act act, String before, String after, int steps, boolean losing)
      throws Exception {
    Path data = temporary.resolve(act + "-" + losing + "-" + steps);
    prepare(data, before);
    MortalDisk disk = new MortalDisk(steps, losing);
    try (Desk desk = new Desk(container, data, disk, Desk.PATIENT)) {
      act.on(desk.installer(), this);
    } catch (MortalDisk.PowerCut e) {
      // What comes next is the next start.
    }
    container.losePlugins();
    try (Desk desk = new Desk(container, data)) {
      String found = told(desk.installer().plugins());
      assertThat(found).as("after %d steps", steps).isIn(before, after);
      if (!disk.dead()) {
        assertThat(found).isEqualTo(after);
      }
      assertThat(container.ofPlugins()).hasSize(found.endsWith("RUNNING") ? 2 : 0);
      assertThat(stored(data)).hasSize(found.equals("none") ? 0 : 2);
      assertThat(data.resolve("staging"))
          .satisfiesAnyOf(
              folder -> assertThat(folder).doesNotExist(),
              folder -> assertThat(folder).isEmptyDirectory());
    }
    container.losePlugins();
    return disk.dead();
  }

  private void prepare(Path data, String before) throws Exception {
    if (before.equals("none")) {
      return;
    }
    try (Desk desk = new Desk(container, data)) {
      Act.INSTALL.on(desk.installer(), this);
      if (before.endsWith("DISABLED")) {
        Act.DISABLE.on(desk.installer(), this);
      }
    }
    container.losePlugins();
  }

  private static String told(List<PluginSnapshot> plugins) {
    return plugins.isEmpty()
        ? "none"
        : plugins.stream()
            .map(plugin -> told(plugin.version(), plugin.range(), plugin.state()))
            .collect(Collectors.joining(", "));
  }

  private static String told(String version, String range, PluginState state) {
    return range.isEmpty() ? version + " " + state : version + " " + range + " " + state;
  }

  private static List<Path> stored(Path data) throws IOException {
    Path folder = data.resolve("bundles");
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files.toList();
    }
  }
}
