package io.quoin.installer;

import io.quoin.api.plugin.PluginBundle;
import io.quoin.api.plugin.PluginException;
import io.quoin.api.plugin.PluginException.Code;
import io.quoin.api.plugin.PluginOrigin;
import io.quoin.installer.content.PluginContent;
import io.quoin.installer.record.PluginRecord;
import io.quoin.installer.record.PluginRecords;
import io.quoin.installer.record.Remembered;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The installed plugins, in memory and in the record. Changes are made by one thread at a time;
 * what is read is whole at any moment.
 *
 * <p>What comes with the platform is installed until it is removed, in the version that comes.
 */
final class Membership {

  private static final Logger LOG = LoggerFactory.getLogger(Membership.class);
  private static final int MOST = 256;
  private static final String SEPARATOR = " ";

  private final PluginRecords records;
  private final PlatformPlugins platform;
  private final Instant now;
  private final List<PluginRecord> away = new ArrayList<>();
  private volatile List<Member> members = List.of();
  private Set<String> removed = Set.of();
  private Optional<IOException> unreadable = Optional.empty();
  private long generation;

  /**
   * Reads the record.
   *
   * @param now when what came with the platform is first seen
   */
  Membership(PluginRecords records, PlatformPlugins platform, Instant now) {
    this.records = records;
    this.platform = platform;
    this.now = now;
    try {
      remember(records.load());
    } catch (IOException e) {
      unreadable = Optional.of(e);
      LOG.warn("No plugin is started, for {} cannot be read: {}", records.file(), e.getMessage());
    }
  }

  private void remember(Remembered remembered) {
    removed = remembered.removed();
    generation = remembered.plugins().stream().mapToLong(PluginRecord::generation).max().orElse(0);
    List<Member> found = new ArrayList<>();
    Set<String> missing = new HashSet<>(platform.ids());
    missing.removeAll(removed);
    for (PluginRecord record : remembered.plugins()) {
      missing.remove(record.id());
      Optional<PluginContent> shipped = platform.find(record.id());
      if (shipped.isPresent()) {
        found.add(Member.remembered(asItComes(record, shipped.get())));
      } else if (record.origin() == PluginOrigin.PLATFORM) {
        away.add(record);
      } else {
        found.add(Member.remembered(record));
      }
    }
    platform.ids().stream()
        .filter(missing::contains)
        .flatMap(id -> platform.find(id).stream())
        .forEach(content -> found.add(Member.remembered(fresh(content))));
    members = List.copyOf(found);
  }

  /** A newer platform brings a newer plugin, and what was said of the old one stays. */
  private PluginRecord asItComes(PluginRecord record, PluginContent shipped) {
    if (record.origin() != PluginOrigin.PLATFORM) {
      return record.from(PluginOrigin.REPLACED);
    }
    PluginRecord next = fresh(shipped).within(record.range()).enabled(record.enabled());
    return record.quarantine().isEmpty() ? next : next.quarantined(record.quarantine());
  }

  private PluginRecord fresh(PluginContent shipped) {
    return new Candidate(shipped, Optional.empty(), PluginOrigin.PLATFORM)
        .record(nextGeneration(), now);
  }

  /** Whether the record says what there is. */
  boolean readable() {
    return unreadable.isEmpty();
  }

  /** Nothing is changed while nobody knows what there is. */
  void refuseUnreadable() throws PluginException {
    if (unreadable.isPresent()) {
      throw new PluginException(
          Code.RECORD,
          records.file().toString(),
          "cannot be read: " + unreadable.get().getMessage(),
          "put a copy of it back, or delete it and install the plugins again",
          unreadable.get());
    }
  }

  List<Member> all() {
    return members;
  }

  Optional<Member> find(String id) {
    return members.stream().filter(member -> member.record().id().equals(id)).findFirst();
  }

  Member get(String id) throws PluginException {
    return find(id)
        .orElseThrow(
            () ->
                new PluginException(
                    Code.UNKNOWN,
                    "'" + id + "'",
                    "is no installed plugin",
                    "list the plugins to see what there is"));
  }

  void refuseFull(String subject) throws PluginException {
    if (members.size() >= MOST) {
      throw new PluginException(
          Code.FULL,
          subject,
          "is one plugin more than the " + MOST + " that there can be",
          "remove another first");
    }
  }

  long nextGeneration() {
    generation++;
    return generation;
  }

  /** Where a plugin of this id would come from if somebody installed it. */
  PluginOrigin origin(Candidate candidate) {
    return candidate.origin() != PluginOrigin.PLATFORM
            && platform.find(candidate.content().id()).isPresent()
        ? PluginOrigin.REPLACED
        : candidate.origin();
  }

  /** Shows how a plugin does; nothing is remembered of it. */
  void show(Member changed) {
    members =
        members.stream()
            .map(member -> member.record().id().equals(changed.record().id()) ? changed : member)
            .toList();
  }

  /** Remembers a plugin, in the place of what had its id. */
  void put(Member changed) throws PluginException {
    List<Member> next = new ArrayList<>(members);
    Optional<Member> old = find(changed.record().id());
    if (old.isPresent()) {
      next.set(next.indexOf(old.get()), changed);
    } else {
      next.add(changed);
    }
    Set<String> gone = new HashSet<>(removed);
    forget(gone, changed.record().id());
    save(next, gone);
  }

  /** Whether this very plugin was removed, and only lies in the folder that is followed still. */
  boolean wasRemoved(Candidate candidate) {
    return removed.contains(name(candidate.content().id(), candidate.plan().bundles()));
  }

  /** It lies there no more: should it come again, it is wanted. */
  void forgetRemoved(String id) throws PluginException {
    Set<String> gone = new HashSet<>(removed);
    if (gone.removeIf(name -> name.startsWith(id + SEPARATOR))) {
      save(members, gone);
    }
  }

  private static void forget(Set<String> gone, String id) {
    gone.removeIf(name -> name.equals(id) || name.startsWith(id + SEPARATOR));
  }

  private static String name(String id, List<PluginBundle> bundles) {
    return id
        + SEPARATOR
        + bundles.stream().map(PluginBundle::digest).collect(Collectors.joining(SEPARATOR));
  }

  /**
   * Forgets a plugin; that one which comes again by itself was removed is remembered: of those that
   * come with the platform whatever their version, of those in the folder that is followed as long
   * as they are the same.
   */
  void remove(Member member) throws PluginException {
    String id = member.record().id();
    Set<String> gone = new HashSet<>(removed);
    switch (member.record().origin()) {
      case PLATFORM, REPLACED -> gone.add(id);
      case DEPLOYED -> {
        if (gone.size() < MOST) {
          gone.add(name(id, member.record().bundles()));
        }
      }
      case INSTALLED -> {
        // It does not come by itself.
      }
    }
    save(members.stream().filter(other -> !other.record().id().equals(id)).toList(), gone);
  }

  private void save(List<Member> next, Set<String> gone) throws PluginException {
    try {
      records.save(remembered(next, gone));
      members = List.copyOf(next);
      removed = Set.copyOf(gone);
    } catch (IOException e) {
      saveAgain(e);
      throw new PluginException(
          Code.RECORD,
          records.file().toString(),
          "cannot be written: " + e.getMessage(),
          "see that the data directory can be written and has space",
          e);
    }
  }

  /** What failed may have replaced the record and only not been sure of it. */
  private void saveAgain(IOException failure) {
    try {
      records.save(remembered(members, removed));
    } catch (IOException e) {
      failure.addSuppressed(e);
    }
  }

  private Remembered remembered(List<Member> known, Set<String> gone) {
    return new Remembered(
        Stream.concat(known.stream().map(Member::record), away.stream()).toList(), gone);
  }
}
