package io.quoin.shell.command;

import io.quoin.api.plugin.Plugins;
import io.quoin.api.session.Session;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryUsage;
import java.lang.management.RuntimeMXBean;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Descriptor;
import org.apache.felix.service.command.Parameter;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** What can be seen of the platform and the machine under it. */
@Component(
    service = SystemViews.class,
    property = {
      "osgi.command.scope=system",
      "osgi.command.function=info",
      "osgi.command.function=memory",
      "osgi.command.function=threads",
      "quoin.role=viewer"
    })
public final class SystemViews {

  private static final String JSON = "--json";
  private static final String JSON_TEXT = "answers with JSON";

  private final Session session;
  private final Plugins plugins;

  /**
   * Views of the platform.
   *
   * @param session knows the torrents
   * @param plugins knows the plugins
   */
  @Activate
  public SystemViews(@Reference Session session, @Reference Plugins plugins) {
    this.session = session;
    this.plugins = plugins;
  }

  /** Shows what runs. */
  @Descriptor("says what runs here, on what and for how long; example: system:info")
  public String info(
      CommandSession shell,
      @Descriptor(JSON_TEXT) @Parameter(names = JSON, presentValue = "true", absentValue = "false")
          boolean json) {
    RuntimeMXBean runtime = ManagementFactory.getRuntimeMXBean();
    return new Info(
            Runtime.version().toString(),
            System.getProperty("os.name") + " " + System.getProperty("os.arch"),
            runtime.getPid(),
            Duration.ofMillis(runtime.getUptime()).toSeconds(),
            session.listening().stream().map(Object::toString).toList(),
            session.torrents().size(),
            plugins.plugins().size())
        .as(json, shell);
  }

  /** Shows what memory is used. */
  @Descriptor("says what memory is used and may be; example: system:memory --json")
  public String memory(
      CommandSession shell,
      @Descriptor(JSON_TEXT) @Parameter(names = JSON, presentValue = "true", absentValue = "false")
          boolean json) {
    List<Pool> pools = new ArrayList<>();
    pools.add(Pool.of("heap", ManagementFactory.getMemoryMXBean().getHeapMemoryUsage()));
    pools.add(Pool.of("non-heap", ManagementFactory.getMemoryMXBean().getNonHeapMemoryUsage()));
    for (BufferPoolMXBean pool : ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class)) {
      pools.add(
          new Pool("buffers " + pool.getName(), pool.getMemoryUsed(), pool.getTotalCapacity(), -1));
    }
    return new Memory(pools).as(json, shell);
  }

  /** Lists the threads. */
  @Descriptor("lists the threads, the busiest first; example: system:threads")
  public String threads(
      CommandSession shell,
      @Descriptor(JSON_TEXT) @Parameter(names = JSON, presentValue = "true", absentValue = "false")
          boolean json) {
    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    List<Running> running =
        Arrays.stream(threads.getThreadInfo(threads.getAllThreadIds()))
            .filter(Objects::nonNull)
            .map(thread -> Running.of(thread, threads))
            .sorted(Comparator.comparingLong(Running::cpuMillis).reversed())
            .toList();
    return new Threads(running).as(json, shell);
  }

  /** What runs, as programs read it. */
  private record Info(
      String java,
      String machine,
      long process,
      long upSeconds,
      List<String> listening,
      int torrents,
      int plugins)
      implements Answer {
    @Override
    public String text(int columns) {
      Table table = new Table("java", java);
      table.row("machine", machine);
      table.row("process", String.valueOf(process));
      table.row("up", duration(upSeconds));
      table.row("listening", listening.isEmpty() ? "nowhere" : String.join(", ", listening));
      table.row("torrents", String.valueOf(torrents));
      table.row("plugins", String.valueOf(plugins));
      return table.text(columns);
    }

    private static String duration(long seconds) {
      Duration up = Duration.ofSeconds(seconds);
      return String.format(
          Locale.ROOT,
          "%dd %02d:%02d:%02d",
          up.toDays(),
          up.toHoursPart(),
          up.toMinutesPart(),
          up.toSecondsPart());
    }
  }

  /** A kind of memory, in bytes; -1 where there is no bound. */
  private record Pool(String name, long usedBytes, long committedBytes, long mostBytes) {
    static Pool of(String name, MemoryUsage usage) {
      return new Pool(name, usage.getUsed(), usage.getCommitted(), usage.getMax());
    }
  }

  /** All of it. */
  private record Memory(List<Pool> memory) implements Answer {
    @Override
    public String text(int columns) {
      Table table = new Table("MEMORY", "USED", "RESERVED", "MOST");
      memory.forEach(
          pool ->
              table.row(
                  pool.name(),
                  Quantity.bytes(pool.usedBytes()),
                  Quantity.bytes(pool.committedBytes()),
                  pool.mostBytes() < 0 ? "-" : Quantity.bytes(pool.mostBytes())));
      return table.text(columns);
    }
  }

  /** A thread; -1 where its processor time is not known. */
  private record Running(long id, String name, String state, long cpuMillis) {

    private static final long NANOS = 1_000_000;

    static Running of(ThreadInfo thread, ThreadMXBean threads) {
      long nanos =
          threads.isThreadCpuTimeSupported() ? threads.getThreadCpuTime(thread.getThreadId()) : -1;
      return new Running(
          thread.getThreadId(),
          thread.getThreadName(),
          thread.getThreadState().name().toLowerCase(Locale.ROOT),
          nanos < 0 ? -1 : nanos / NANOS);
    }
  }

  /** All of them. */
  private record Threads(List<Running> threads) implements Answer {
    @Override
    public String text(int columns) {
      Table table = new Table("ID", "CPU MS", "STATE", "NAME");
      threads.forEach(
          one ->
              table.row(
                  String.valueOf(one.id()),
                  one.cpuMillis() < 0 ? "-" : String.valueOf(one.cpuMillis()),
                  one.state(),
                  one.name()));
      return table.text(columns);
    }
  }
}
