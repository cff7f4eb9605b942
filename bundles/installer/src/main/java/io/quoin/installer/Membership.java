package io.quoin.installer;

import io.quoin.api.plugin.PluginException;
import io.quoin.api.plugin.PluginException.Code;
import io.quoin.installer.record.PluginRecord;
import io.quoin.installer.record.PluginRecords;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The installed plugins, in memory and in the record. Changes are made by one thread at a time;
 * what is read is whole at any moment.
 */
final class Membership {

  private static final Logger LOG = LoggerFactory.getLogger(Membership.class);
  private static final int MOST = 256;

  private final PluginRecords records;
  private volatile List<Member> members = List.of();
  private Optional<IOException> unreadable = Optional.empty();
  private long generation;

  Membership(PluginRecords records) {
    this.records = records;
    try {
      members = records.load().stream().map(Member::remembered).toList();
      generation =
          members.stream().mapToLong(member -> member.record().generation()).max().orElse(0);
    } catch (IOException e) {
      unreadable = Optional.of(e);
      LOG.warn("No plugin is started, for {} cannot be read: {}", records.file(), e.getMessage());
    }
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
    save(next);
  }

  /** Forgets a plugin. */
  void remove(String id) throws PluginException {
    save(members.stream().filter(member -> !member.record().id().equals(id)).toList());
  }

  private void save(List<Member> next) throws PluginException {
    try {
      records.save(records(next));
      members = List.copyOf(next);
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
      records.save(records(members));
    } catch (IOException e) {
      failure.addSuppressed(e);
    }
  }

  private static List<PluginRecord> records(List<Member> members) {
    return members.stream().map(Member::record).toList();
  }
}
