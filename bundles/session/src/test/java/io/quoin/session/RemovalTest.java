package io.quoin.session;

import static io.quoin.session.FakeEngine.seeding;
import static io.quoin.session.Torrents.torrent;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.quoin.api.session.AddTorrent;
import io.quoin.api.session.Session.Removal;
import io.quoin.api.session.SessionException;
import io.quoin.api.session.SessionException.Code;
import io.quoin.api.session.StopRule;
import io.quoin.api.storage.StorageException;
import io.quoin.api.storage.StorageProvider;
import io.quoin.api.torrent.TorrentId;
import io.quoin.api.torrent.TorrentSnapshot;
import io.quoin.metainfo.Metainfo;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RemovalTest {

  private static final List<String> FILE = List.of("torrent-1", "data", "file.bin");
  private static final List<String> STRANGER = List.of("somebody", "else");

  private final Desk desk = new Desk();
  private final Metainfo torrent = torrent(1);
  private final MemoryProvider provider = new MemoryProvider();
  @TempDir private Path downloads;
  private AddTorrent wish;

  @BeforeEach
  void wish() {
    wish = AddTorrent.of(torrent, downloads);
    provider.files.add(FILE);
    provider.files.add(STRANGER);
  }

  @Test
  void data_and_record_stay_where_nothing_else_is_asked_for() throws Exception {
    desk.engine();
    storage();
    TorrentId id = desk.add(wish);
    Path record = recorded(id);

    CompletableFuture<Void> gone = remove(id, Removal.KEEP_DATA);

    assertThat(gone).isCompleted();
    assertThat(record).exists();
    assertThat(provider.files).contains(FILE);
  }

  @Test
  void a_forgotten_torrent_leaves_its_data_and_no_record() throws Exception {
    desk.engine();
    storage();
    TorrentId id = desk.add(wish);
    Path record = recorded(id);

    remove(id, Removal.FORGET);

    assertThat(record).doesNotExist();
    assertThat(record.getParent()).doesNotExist();
    assertThat(provider.files).contains(FILE);
  }

  @Test
  void deleting_data_takes_the_torrents_files_and_no_others() throws Exception {
    desk.engine();
    storage();
    TorrentId id = desk.add(wish);
    Path record = recorded(id);
    Path other = Files.createFile(record.resolveSibling("another"));

    CompletableFuture<Void> gone = remove(id, Removal.DELETE_DATA);

    assertThat(gone).isCompleted();
    assertThat(record).doesNotExist();
    assertThat(other).exists();
    assertThat(provider.files).containsExactly(STRANGER);
    assertThat(provider.directory).contains(downloads);
    assertThat(provider.closed).isTrue();
  }

  @Test
  void data_goes_only_after_the_engine_has_let_go() throws Exception {
    FakeEngine engine = desk.engine();
    engine.stopsAtOnce = false;
    storage();
    TorrentId id = desk.add(wish);

    CompletableFuture<Void> gone = remove(id, Removal.DELETE_DATA);
    boolean early = gone.isDone() || !provider.files.contains(FILE);
    engine.stops.get(0).complete(null);
    desk.lane.run();

    assertThat(early).isFalse();
    assertThat(gone).isCompleted();
    assertThat(provider.files).doesNotContain(FILE);
  }

  @Test
  void a_torrent_that_is_being_removed_cannot_be_added_until_it_is_gone() throws Exception {
    FakeEngine engine = desk.engine();
    engine.stopsAtOnce = false;
    TorrentId id = desk.add(wish);
    remove(id, Removal.KEEP_DATA);

    Throwable refused = catchThrowable(() -> desk.add(wish));
    engine.stops.get(0).complete(null);
    desk.lane.run();
    TorrentId again = desk.add(wish);

    assertThat(refused)
        .isInstanceOfSatisfying(
            SessionException.class, told -> assertThat(told.code()).isEqualTo(Code.DUPLICATE));
    assertThat(again).isEqualTo(id);
    assertThat(engine.running).containsKey(id);
  }

  @Test
  void without_its_provider_the_files_stay_and_that_is_said() throws Exception {
    desk.engine();
    TorrentId id = desk.add(wish.withProvider("vault"));

    CompletableFuture<Void> gone = remove(id, Removal.DELETE_DATA);

    assertThat(catchThrowable(gone::join))
        .hasCauseInstanceOf(StorageException.class)
        .hasMessageContaining("vault")
        .hasMessageContaining(downloads.toString());
    assertThat(desk.session.torrent(id)).isEmpty();
  }

  @Test
  void a_provider_that_refuses_is_quoted() throws Exception {
    desk.engine();
    storage();
    provider.refusal =
        Optional.of(new StorageException(StorageException.Code.DENIED, "file.bin is locked"));
    TorrentId id = desk.add(wish);

    CompletableFuture<Void> gone = remove(id, Removal.DELETE_DATA);

    assertThat(catchThrowable(gone::join)).hasMessageContaining("file.bin is locked");
    assertThat(provider.closed).isTrue();
  }

  @Test
  void a_torrent_that_its_rule_stopped_leaves_no_record_beside_its_files() throws Exception {
    FakeEngine engine = desk.engine();
    TorrentId id = desk.add(wish.withStopRule(StopRule.AT_COMPLETION));
    Path record = recorded(id);
    engine.shows(id, seeding(3000, 0, 3));
    CompletableFuture<TorrentSnapshot> complete = desk.session.completion(id).toCompletableFuture();

    engine.events.get(id).completed();
    desk.lane.run();

    assertThat(record.getParent()).doesNotExist();
    assertThat(complete).isCompleted();
  }

  @Test
  void a_torrent_that_a_person_paused_keeps_its_record() throws Exception {
    desk.engine();
    TorrentId id = desk.add(wish);
    Path record = recorded(id);

    desk.ran(desk.session.pause(id));

    assertThat(record).exists();
  }

  private void storage() {
    desk.session.bindStorageProvider(provider, Map.of(StorageProvider.ID, AddTorrent.FILES));
  }

  private Path recorded(TorrentId id) throws IOException {
    Path record = downloads.resolve(".quoin").resolve(id.toString());
    Files.createDirectories(record.getParent());
    return Files.createFile(record);
  }

  private CompletableFuture<Void> remove(TorrentId id, Removal removal) throws SessionException {
    return desk.ran(desk.session.remove(id, removal)).toCompletableFuture();
  }
}
