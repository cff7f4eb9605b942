package io.quoin.installer;

import io.quoin.api.plugin.PluginException;
import io.quoin.api.plugin.PluginException.Code;
import io.quoin.api.plugin.PluginOffer;
import io.quoin.api.plugin.PluginOrder;
import io.quoin.api.plugin.PluginOrigin;
import io.quoin.api.plugin.PluginPlan;
import io.quoin.api.plugin.PluginSnapshot;
import io.quoin.api.plugin.PluginState;
import io.quoin.api.plugin.Plugins;
import io.quoin.installer.container.Deployment;
import io.quoin.installer.container.Health;
import io.quoin.installer.container.OwnerId;
import io.quoin.installer.container.PluginHost;
import io.quoin.installer.content.Staging;
import io.quoin.installer.record.PluginRecord;
import io.quoin.installer.resolve.Lack;
import io.quoin.installer.resolve.Resolution;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.osgi.framework.Version;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Puts plugins in, exchanges them and takes them out, one change after the other. */
final class Installer implements Plugins, AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Installer.class);
  private static final Set<PluginOrigin> OF_PLATFORM =
      EnumSet.of(PluginOrigin.PLATFORM, PluginOrigin.REPLACED);
  private static final int SENTENCES = 32;
  private static final long PATIENCE_SECONDS = 60;

  private final Workshop workshop;
  private final PluginHost host;
  private final Resolution resolution;
  private final Membership membership;
  private final ReentrantLock changes = new ReentrantLock();
  private volatile boolean closed;

  /** Knows what is remembered; {@link #startRemembered} starts it. */
  Installer(Workshop workshop, PluginHost host, Resolution resolution) {
    this.workshop = workshop;
    this.host = host;
    this.resolution = resolution;
    this.membership = workshop.membership();
  }

  /** A change of what is installed. */
  @FunctionalInterface
  private interface Change<T> {
    T make() throws PluginException;
  }

  private <T> T changing(Change<T> change) throws PluginException {
    lock();
    try {
      membership.refuseUnreadable();
      return change.make();
    } finally {
      changes.unlock();
    }
  }

  private void lock() throws PluginException {
    try {
      if (!changes.isHeldByCurrentThread() && changes.tryLock(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        return;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    throw new PluginException(
        Code.BUSY, "the installer", "is at another change", "try again when it is done");
  }

  /**
   * Starts the plugins that are to run; one that does not is left out, with the reason.
   *
   * @param settled told when those that come with the platform have been started
   */
  void startRemembered(Runnable settled) {
    changes.lock();
    try {
      takeOutLeftovers();
      if (membership.readable()) {
        tidy();
      }
      start(record -> OF_PLATFORM.contains(record.origin()));
      settled.run();
      start(record -> true);
    } catch (IllegalStateException | LinkageError e) {
      // Its own classes may be gone then, too.
      if (!closed) {
        throw e;
      }
      LOG.debug("The container ended while plugins were started", e);
    } finally {
      changes.unlock();
    }
  }

  private void start(Predicate<PluginRecord> which) {
    for (Member member : membership.all()) {
      if (!closed
          && which.test(member.record())
          && member.absence() == PluginState.STARTING
          && member.deployment().isEmpty()) {
        membership.show(started(member));
      }
    }
  }

  /** Starts no more of the plugins that are remembered. */
  @Override
  public void close() {
    closed = true;
  }

  private void takeOutLeftovers() {
    Set<String> wanted =
        membership.all().stream()
            .map(Member::record)
            .filter(record -> record.enabled() && record.origin() == PluginOrigin.PLATFORM)
            .map(record -> workshop.platform().location(record.id()))
            .collect(Collectors.toSet());
    try {
      host.takeOutLeftovers(wanted);
    } catch (PluginException e) {
      LOG.warn("{}", e.getMessage());
    }
  }

  private Member started(Member member) {
    try {
      return Member.running(member.record(), deploy(member.record()));
    } catch (PluginException e) {
      LOG.warn("A plugin does not run: {}", e.getMessage());
      return member.failed(e.getMessage());
    }
  }

  @Override
  public PluginSnapshot install(PluginOrder order) throws PluginException {
    membership.refuseUnreadable();
    // Others may make their changes while this one is fetched.
    try (Staging staging = workshop.staging()) {
      Candidate candidate = workshop.verify(order, order.range(), staging);
      return changing(() -> install(candidate, order.range()));
    } catch (IOException e) {
      throw Workshop.unwritable(e);
    }
  }

  /**
   * Installs a plugin, or puts it in the place of another version; leaves it alone if it is there.
   *
   * @return its id
   */
  String takeIn(PluginOrder order) throws PluginException {
    membership.refuseUnreadable();
    try (Staging staging = workshop.staging()) {
      Candidate candidate = workshop.verify(order, order.range(), staging).deployed();
      String id = candidate.content().id();
      return changing(
          () -> {
            Optional<Member> old = membership.find(id);
            if (membership.wasRemoved(candidate)) {
              LOG.info("{} lies there still and was removed; install it to have it back", id);
            } else if (old.isEmpty()) {
              install(candidate, order.range());
            } else if (!old.get().record().bundles().equals(candidate.plan().bundles())) {
              update(old.get(), candidate, order);
            }
            return id;
          });
    } catch (IOException e) {
      throw Workshop.unwritable(e);
    }
  }

  /** Takes out what is no longer in the folder that is followed. */
  void takeOut(String id) throws PluginException {
    if (membership.find(id).isPresent()) {
      remove(id);
    }
    changing(
        () -> {
          membership.forgetRemoved(id);
          return id;
        });
  }

  private PluginSnapshot install(Candidate candidate, String range) throws PluginException {
    String subject = candidate.content().subject();
    if (membership.find(candidate.content().id()).isPresent()) {
      throw new PluginException(
          Code.INSTALLED, subject, "is installed already", "update it, or remove it first");
    }
    membership.refuseFull(subject);
    UpdateRules.within(subject, candidate.content().version(), range);
    resolution.check(candidate.content());
    return putIn(record(candidate).within(range), candidate, Optional.empty());
  }

  @Override
  public PluginSnapshot update(String id, PluginOrder order) throws PluginException {
    membership.refuseUnreadable();
    try (Staging staging = workshop.staging()) {
      String range = range(membership.get(id), order);
      Candidate candidate = workshop.verify(order, range, staging);
      return changing(() -> update(membership.get(id), candidate, order));
    } catch (IOException e) {
      throw Workshop.unwritable(e);
    }
  }

  private PluginSnapshot update(Member old, Candidate candidate, PluginOrder order)
      throws PluginException {
    String range = range(old, order);
    UpdateRules.check(old.record(), candidate, order.growth());
    UpdateRules.within(candidate.content().subject(), candidate.content().version(), range);
    resolution.check(candidate.content());
    PluginRecord next = record(candidate).within(range).enabled(old.record().enabled());
    String quarantine = old.record().quarantine();
    return putIn(
        quarantine.isEmpty() ? next : next.quarantined(quarantine), candidate, Optional.of(old));
  }

  private static String range(Member old, PluginOrder order) {
    return order.range().isBlank() ? old.record().range() : order.range();
  }

  private PluginRecord record(Candidate candidate) {
    return candidate
        .record(membership.nextGeneration(), workshop.now())
        .from(membership.origin(candidate));
  }

  /** Keeps the bundles, starts them, remembers them; then the old version goes. */
  private PluginSnapshot putIn(PluginRecord record, Candidate candidate, Optional<Member> old)
      throws PluginException {
    try {
      workshop.keep(candidate);
      Member member =
          record.enabled()
              ? Member.running(record, onTrial(host.deploy(record, workshop.supply(record))))
              : Member.remembered(record);
      rememberOrTakeOut(member);
      old.flatMap(Member::deployment).ifPresent(this::takeOutOld);
      return member.snapshot();
    } finally {
      tidy();
    }
  }

  /** Taken out again if it does not stay healthy for a while. */
  private static Deployment onTrial(Deployment deployment) throws PluginException {
    try {
      deployment.watch();
      return deployment;
    } catch (PluginException e) {
      takeOut(deployment, e);
      throw e;
    }
  }

  private void rememberOrTakeOut(Member member) throws PluginException {
    try {
      membership.put(member);
    } catch (PluginException e) {
      if (member.deployment().isPresent()) {
        takeOut(member.deployment().get(), e);
      }
      throw e;
    }
  }

  private static void takeOut(Deployment deployment, PluginException refusal) {
    try {
      deployment.remove();
    } catch (PluginException e) {
      refusal.addSuppressed(e);
    }
  }

  /** The new version runs and is remembered, whatever the old one does. */
  private void takeOutOld(Deployment deployment) {
    try {
      deployment.remove();
    } catch (PluginException e) {
      LOG.warn("An old version stays until the platform ends: {}", e.getMessage());
    }
  }

  @Override
  public PluginSnapshot allow(String id, String range) throws PluginException {
    return changing(
        () -> {
          Member member = membership.get(id);
          PluginRecord record = member.record();
          UpdateRules.within(record.subject(), Version.parseVersion(record.version()), range);
          Member changed = member.with(record.within(range));
          membership.put(changed);
          return changed.snapshot();
        });
  }

  @Override
  public PluginSnapshot enable(String id) throws PluginException {
    return changing(
        () -> {
          Member member = membership.get(id);
          if (member.deployment().isPresent()) {
            return member.snapshot();
          }
          PluginRecord record = member.record().enabled(true);
          Member running = Member.running(record, onTrial(deploy(record)));
          rememberOrTakeOut(running);
          return running.snapshot();
        });
  }

  @Override
  public PluginSnapshot disable(String id) throws PluginException {
    return changing(
        () -> {
          Member member = membership.get(id);
          Member disabled = Member.remembered(member.record().enabled(false));
          membership.put(disabled);
          if (member.deployment().isPresent()) {
            stop(member);
          }
          return disabled.snapshot();
        });
  }

  /** One that does not let go is not merely disabled. */
  private void stop(Member member) throws PluginException {
    try {
      member.deployment().orElseThrow().remove();
    } catch (PluginException e) {
      membership.put(Member.remembered(member.record().quarantined("It " + e.problem())));
      throw e;
    }
  }

  /**
   * Disables a version of a plugin for what it did, and keeps that in mind. It may take as long as
   * another change and its stop.
   */
  void quarantine(OwnerId owner, String reason) {
    changes.lock();
    try {
      Optional<Member> member = membership.find(owner.plugin());
      if (!closed && member.filter(known -> runs(known, owner)).isPresent()) {
        quarantine(member.get(), reason);
      }
    } finally {
      changes.unlock();
    }
  }

  private static boolean runs(Member member, OwnerId owner) {
    return member.deployment().isPresent() && member.record().generation() == owner.generation();
  }

  private void quarantine(Member member, String reason) {
    LOG.warn("{} is put into quarantine: {}", member.record().subject(), reason);
    Member held = Member.remembered(member.record().quarantined(reason));
    try {
      membership.put(held);
    } catch (PluginException e) {
      LOG.warn("That will be forgotten at the end of the platform: {}", e.getMessage());
      membership.show(held);
    }
    takeOut(member.deployment().orElseThrow());
  }

  private static void takeOut(Deployment deployment) {
    try {
      deployment.remove();
    } catch (PluginException e) {
      LOG.warn("{}", e.getMessage());
    }
  }

  @Override
  public void remove(String id) throws PluginException {
    changing(
        () -> {
          Member member = membership.get(id);
          membership.remove(member);
          try {
            if (member.deployment().isPresent()) {
              member.deployment().get().remove();
            }
          } finally {
            tidy();
          }
          return member;
        });
  }

  @Override
  public PluginPlan check(PluginOrder order) throws PluginException {
    try (Staging staging = workshop.staging()) {
      Candidate candidate = workshop.verify(order, order.range(), staging);
      UpdateRules.within(
          candidate.content().subject(), candidate.content().version(), order.range());
      Optional<Member> old = membership.find(candidate.content().id());
      if (old.isPresent()) {
        UpdateRules.check(old.get().record(), candidate, order.growth());
      }
      resolution.check(candidate.content());
      return candidate.plan();
    } catch (IOException e) {
      throw Workshop.unwritable(e);
    }
  }

  @Override
  public List<PluginOffer> search(String text) throws PluginException {
    return workshop.search(text);
  }

  @Override
  public List<PluginSnapshot> plugins() {
    return membership.all().stream().map(Member::snapshot).toList();
  }

  @Override
  public Optional<PluginSnapshot> plugin(String id) {
    return membership.find(id).map(Member::snapshot);
  }

  @Override
  public List<String> diagnose(String id) throws PluginException {
    Member member = membership.get(id);
    Stream<String> sentences =
        member.deployment().isPresent()
            ? sentences(member.deployment().get().health())
            : absent(member);
    return sentences.limit(SENTENCES).toList();
  }

  private static Stream<String> sentences(Health health) {
    return Stream.of(
            health.faults().stream().map(fault -> "It " + fault.words()),
            health.waits().stream().map(words -> "It " + words),
            health.notes().stream())
        .flatMap(part -> part);
  }

  private Stream<String> absent(Member member) {
    List<String> sentences = new ArrayList<>();
    if (member.absence() == PluginState.DISABLED) {
      sentences.add("It is disabled");
    } else if (member.absence() == PluginState.QUARANTINED) {
      sentences.add("It is in quarantine until somebody enables it");
    }
    try {
      List<Lack> lacks = resolution.lacks(workshop.kept(member.record()));
      lacks.forEach(lack -> sentences.add("It " + lack.words()));
      if (lacks.isEmpty() && !member.reason().isEmpty()) {
        sentences.add(member.reason());
      }
    } catch (PluginException e) {
      sentences.add(e.getMessage());
    }
    return sentences.stream();
  }

  private Deployment deploy(PluginRecord record) throws PluginException {
    resolution.check(workshop.kept(record));
    return host.deploy(record, workshop.supply(record));
  }

  private void tidy() {
    workshop.keepOnly(membership.all().stream().map(Member::record).toList());
  }
}
