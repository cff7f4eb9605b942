package io.quoin.installer.resolve;

import java.util.List;
import java.util.Optional;
import org.apache.felix.utils.resource.RequirementImpl;
import org.apache.felix.utils.resource.SimpleFilter;
import org.osgi.framework.Version;
import org.osgi.framework.VersionRange;
import org.osgi.framework.namespace.BundleNamespace;
import org.osgi.resource.Requirement;

/**
 * What a requirement's filter asks for, as far as it is a name and versions of it.
 *
 * @param name the value of the attribute that is called like the namespace; empty if none is asked
 *     for
 * @param versions the interval; empty for any
 */
record Wanted(String name, Optional<VersionRange> versions) {

  private static final String VERSION = "version";

  static Wanted of(Requirement requirement) {
    Reading reading = new Reading(requirement);
    reading.read(RequirementImpl.getFilter(requirement), false);
    return new Wanted(reading.name, reading.range());
  }

  /** Walks a filter. */
  private static final class Reading {
    private final String nameKey;
    private final String versionKey;
    private String name = "";
    private Optional<Version> floor = Optional.empty();
    private Optional<Version> ceiling = Optional.empty();
    private char left = VersionRange.LEFT_CLOSED;
    private char right = VersionRange.RIGHT_OPEN;

    Reading(Requirement requirement) {
      nameKey = requirement.getNamespace();
      versionKey =
          BundleNamespace.BUNDLE_NAMESPACE.equals(nameKey)
              ? BundleNamespace.CAPABILITY_BUNDLE_VERSION_ATTRIBUTE
              : VERSION;
    }

    void read(SimpleFilter filter, boolean negated) {
      switch (filter.getOperation()) {
        case SimpleFilter.AND -> children(filter).forEach(child -> read(child, negated));
        case SimpleFilter.NOT -> children(filter).forEach(child -> read(child, !negated));
        case SimpleFilter.EQ -> equal(filter, negated);
        case SimpleFilter.GTE, SimpleFilter.LTE -> bound(filter, negated);
        default -> {
          // Nothing that a name and versions could be read from.
        }
      }
    }

    private static List<SimpleFilter> children(SimpleFilter filter) {
      return filter.getValue() instanceof List<?> several
          ? several.stream().map(SimpleFilter.class::cast).toList()
          : List.of((SimpleFilter) filter.getValue());
    }

    private void equal(SimpleFilter filter, boolean negated) {
      if (!negated && nameKey.equals(filter.getName())) {
        name = filter.getValue().toString();
      } else if (!negated && versionKey.equals(filter.getName())) {
        version(filter)
            .ifPresent(
                exact -> {
                  floor = Optional.of(exact);
                  ceiling = Optional.of(exact);
                  right = VersionRange.RIGHT_CLOSED;
                });
      }
    }

    private void bound(SimpleFilter filter, boolean negated) {
      if (!versionKey.equals(filter.getName())) {
        return;
      }
      boolean least = filter.getOperation() == SimpleFilter.GTE;
      if (least != negated) {
        floor = version(filter);
        left = negated ? VersionRange.LEFT_OPEN : VersionRange.LEFT_CLOSED;
      } else {
        ceiling = version(filter);
        right = negated ? VersionRange.RIGHT_OPEN : VersionRange.RIGHT_CLOSED;
      }
    }

    private static Optional<Version> version(SimpleFilter filter) {
      try {
        return Optional.of(Version.parseVersion(filter.getValue().toString()));
      } catch (IllegalArgumentException e) {
        return Optional.empty();
      }
    }

    private Optional<VersionRange> range() {
      if (floor.isEmpty() && ceiling.isEmpty()) {
        return Optional.empty();
      }
      return Optional.of(
          new VersionRange(left, floor.orElse(Version.emptyVersion), ceiling.orElse(null), right));
    }
  }

  /** The name with the versions. */
  @Override
  public String toString() {
    return versions.isEmpty() ? name : name + " " + versions.get();
  }
}
