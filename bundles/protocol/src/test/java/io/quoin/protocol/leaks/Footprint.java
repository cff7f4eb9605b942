package io.quoin.protocol.leaks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What this process holds at one moment: the names of its live threads and what its descriptors
 * point to.
 *
 * @param threads without those that the virtual machine, its pools and Netty's process-wide
 *     executor start once and for all
 * @param descriptors without jars and devices, which the virtual machine opens when it first needs
 *     them
 */
record Footprint(List<String> threads, List<String> descriptors) {
  private static final Path OPEN = Path.of("/proc/self/fd");
  private static final List<String> OF_THE_PROCESS =
      List.of(
          "CompletableFutureDelayScheduler",
          "ForkJoinPool.commonPool-",
          "globalEventExecutor-",
          "Cleaner-",
          "Common-Cleaner",
          "process reaper",
          "JVMCI",
          "C1 CompilerThread",
          "C2 CompilerThread",
          "Keep-Alive-Timer",
          "surefire-",
          "junit-jupiter-timeout-watcher",
          "ping-");

  static Footprint now() {
    return new Footprint(liveThreads(), openDescriptors());
  }

  /** What is there now and was not there then, each as often as there are more of it. */
  List<String> beyond(Footprint then) {
    List<String> more = new ArrayList<>(threads);
    then.threads.forEach(more::remove);
    List<String> moreDescriptors = new ArrayList<>(kinds(descriptors));
    kinds(then.descriptors).forEach(moreDescriptors::remove);
    more.addAll(moreDescriptors);
    return more;
  }

  /** A socket's number says nothing: {@code socket:[123]} counts as a socket. */
  private static List<String> kinds(List<String> descriptors) {
    return descriptors.stream().map(d -> d.replaceFirst(":\\[\\d+]$", "")).toList();
  }

  private static List<String> liveThreads() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(Thread::isAlive)
        .map(Thread::getName)
        .filter(name -> OF_THE_PROCESS.stream().noneMatch(name::startsWith))
        .toList();
  }

  private static List<String> openDescriptors() {
    List<String> open = new ArrayList<>();
    if (!Files.isDirectory(OPEN)) {
      return open;
    }
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(OPEN)) {
      for (Path entry : entries) {
        String target = target(entry);
        if (!target.isEmpty()
            && !target.endsWith(".jar")
            && !target.startsWith("/proc/")
            && !target.startsWith("/dev/")) {
          open.add(target);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (DirectoryIteratorException e) {
      throw new UncheckedIOException(e.getCause());
    }
    return open;
  }

  /** Where a descriptor points to; nothing if it was closed meanwhile. */
  private static String target(Path entry) {
    try {
      return Files.readSymbolicLink(entry).toString();
    } catch (IOException closed) {
      return "";
    }
  }
}
