package io.quoin.shell.command;

import io.quoin.api.pieces.PieceMemory;
import io.quoin.api.session.Session;
import io.quoin.api.torrent.TorrentSnapshot;
import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Descriptor;
import org.apache.felix.service.command.Parameter;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** What can be seen of storage. */
@Component(
    service = StorageViews.class,
    property = {
      "osgi.command.scope=storage",
      "osgi.command.function=list",
      "osgi.command.function=memory",
      "quoin.role=viewer"
    })
public final class StorageViews {

  private static final String JSON = "--json";
  private static final String JSON_TEXT = "answers with JSON";

  private final Session session;
  private final PieceMemory memory;

  /**
   * Views of storage.
   *
   * @param session knows where torrents are
   * @param memory counts what blocks take
   */
  @Activate
  public StorageViews(@Reference Session session, @Reference PieceMemory memory) {
    this.session = session;
    this.memory = memory;
  }

  /** Lists the directories of torrents. */
  @Descriptor(
      "lists the directories of torrents, and what is free there; example: storage:list --json")
  public String list(
      CommandSession shell,
      @Descriptor(JSON_TEXT) @Parameter(names = JSON, presentValue = "true", absentValue = "false")
          boolean json) {
    Map<Path, List<TorrentSnapshot>> byDirectory =
        session.torrents().stream()
            .collect(
                Collectors.groupingBy(
                    TorrentSnapshot::directory, TreeMap::new, Collectors.toList()));
    List<Directory> directories =
        byDirectory.entrySet().stream()
            .map(entry -> Directory.of(entry.getKey(), entry.getValue()))
            .toList();
    return new Directories(directories).as(json, shell);
  }

  /** Shows how the budget of piece memory is used. */
  @Descriptor("says how much memory blocks take that are not on disk yet; example: storage:memory")
  public String memory(
      CommandSession shell,
      @Descriptor(JSON_TEXT) @Parameter(names = JSON, presentValue = "true", absentValue = "false")
          boolean json) {
    PieceMemory.Usage usage = memory.usage();
    return new Blocks(usage.taken(), usage.peak(), usage.budget()).as(json, shell);
  }

  /** A directory as programs read it, in bytes; -1 where nobody can tell. */
  private record Directory(
      String directory, int torrents, long verifiedBytes, long missingBytes, long freeBytes) {

    static Directory of(Path path, List<TorrentSnapshot> torrents) {
      long verified = torrents.stream().mapToLong(TorrentSnapshot::verifiedBytes).sum();
      long total = torrents.stream().mapToLong(TorrentSnapshot::totalBytes).sum();
      return new Directory(
          path.toString(), torrents.size(), verified, Math.max(0, total - verified), free(path));
    }

    /** Of the file system where the directory is, or will be. */
    private static long free(Path directory) {
      Path there = directory.toAbsolutePath();
      while (there != null && !Files.exists(there)) {
        there = there.getParent();
      }
      try {
        FileStore store = Files.getFileStore(there == null ? directory : there);
        return store.getUsableSpace();
      } catch (IOException e) {
        return -1;
      }
    }
  }

  /** All of them. */
  private record Directories(List<Directory> directories) implements Answer {
    @Override
    public String text(int columns) {
      Table table = new Table("TORRENTS", "VERIFIED", "MISSING", "FREE", "DIRECTORY");
      directories.forEach(
          one ->
              table.row(
                  String.valueOf(one.torrents()),
                  Quantity.bytes(one.verifiedBytes()),
                  Quantity.bytes(one.missingBytes()),
                  one.freeBytes() < 0 ? "-" : Quantity.bytes(one.freeBytes()),
                  one.directory()));
      return table.text(columns);
    }
  }

  /** Piece memory as programs read it, in bytes. */
  private record Blocks(long takenBytes, long peakBytes, long budgetBytes) implements Answer {
    @Override
    public String text(int columns) {
      Table table = new Table("TAKEN", "MOST SO FAR", "BUDGET");
      table.row(Quantity.bytes(takenBytes), Quantity.bytes(peakBytes), Quantity.bytes(budgetBytes));
      return table.text(columns);
    }
  }
}
