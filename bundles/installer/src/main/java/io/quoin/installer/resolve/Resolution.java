package io.quoin.installer.resolve;

import io.quoin.api.plugin.PluginCapability;
import io.quoin.api.plugin.PluginException;
import io.quoin.installer.content.BundleContent;
import io.quoin.installer.content.PluginContent;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Version;
import org.osgi.framework.namespace.BundleNamespace;
import org.osgi.framework.namespace.ExecutionEnvironmentNamespace;
import org.osgi.framework.namespace.PackageNamespace;
import org.osgi.resource.Capability;
import org.osgi.resource.Requirement;
import org.osgi.service.resolver.ResolutionException;
import org.osgi.service.resolver.Resolver;

/** Says whether a plugin fits, and if not, why. Nothing in the container changes by it. */
public final class Resolution {

  private static final String API = "io.quoin.";
  private static final String JAVA = "java.";

  private final Resolver resolver;
  private final BundleContext context;
  private final Predicate<Bundle> plugins;

  /**
   * Resolves against a container.
   *
   * @param resolver the framework's
   * @param context of any of its bundles
   * @param plugins whether a bundle belongs to a plugin
   */
  public Resolution(Resolver resolver, BundleContext context, Predicate<Bundle> plugins) {
    this.resolver = resolver;
    this.context = context;
    this.plugins = plugins;
  }

  /**
   * Refuses what does not fit.
   *
   * @param plugin not installed yet
   * @throws PluginException {@code WRONG_API}, {@code CLASH}, {@code CAPABILITY}, {@code MISSING},
   *     {@code UNRESOLVED}
   */
  public void check(PluginContent plugin) throws PluginException {
    List<Lack> lacks = lacks(plugin);
    if (!lacks.isEmpty()) {
      throw Lack.refusal(plugin.subject(), lacks);
    }
  }

  /**
   * Says why a plugin does not fit.
   *
   * @param plugin installed or not
   * @return nothing if it does
   */
  public List<Lack> lacks(PluginContent plugin) {
    Surroundings surroundings = new Surroundings(context.getBundles(), plugins);
    Fitting fitting = new Fitting(plugin, surroundings);
    List<Lack> lacks = new ArrayList<>();
    for (PluginCapability capability : plugin.capabilities()) {
      unknown(capability, surroundings, lacks);
    }
    Map<String, String> exporters = new HashMap<>();
    for (BundleContent bundle : plugin.bundles()) {
      present(bundle, surroundings, lacks);
      clashes(bundle, surroundings, exporters, lacks);
      missing(bundle, fitting, surroundings, lacks);
    }
    if (lacks.isEmpty()) {
      inconsistent(fitting, lacks);
    }
    return lacks;
  }

  private static void unknown(
      PluginCapability capability, Surroundings surroundings, List<Lack> lacks) {
    if (!capability.kind().enforced()) {
      return;
    }
    String wanted =
        capability.kind() == PluginCapability.Kind.SERVICE
            ? Grant.packageOf(capability.name())
            : capability.name();
    if (!wanted.startsWith(JAVA) && surroundings.exports(wanted).isEmpty()) {
      lacks.add(
          new Lack(
              Lack.Kind.UNKNOWN_CAPABILITY,
              "declares "
                  + capability.name()
                  + ", but there is no package "
                  + wanted
                  + " on this platform"));
    }
  }

  private static void present(BundleContent bundle, Surroundings surroundings, List<Lack> lacks) {
    Version other = surroundings.names().get(bundle.name());
    if (other != null) {
      lacks.add(
          new Lack(
              Lack.Kind.CLASH,
              "has the bundle " + bundle.name() + ", which the platform has in version " + other));
    }
  }

  private static void clashes(
      BundleContent bundle,
      Surroundings surroundings,
      Map<String, String> exporters,
      List<Lack> lacks) {
    for (Capability export :
        bundle.resource().getCapabilities(PackageNamespace.PACKAGE_NAMESPACE)) {
      String name = export.getAttributes().get(PackageNamespace.PACKAGE_NAMESPACE).toString();
      String other = exporters.put(name, bundle.name());
      if (other != null && !other.equals(bundle.name())) {
        lacks.add(
            new Lack(
                Lack.Kind.CLASH,
                "exports the package " + name + " twice, from " + other + " and " + bundle.name()));
      }
      surroundings.exports(name).stream()
          .findFirst()
          .ifPresent(
              here ->
                  lacks.add(
                      new Lack(
                          Lack.Kind.CLASH,
                          "exports the package "
                              + name
                              + ", which "
                              + Surroundings.provider(here)
                              + " exports on this platform")));
    }
  }

  private static void missing(
      BundleContent bundle, Fitting fitting, Surroundings surroundings, List<Lack> lacks) {
    for (Requirement requirement : bundle.resource().getRequirements(null)) {
      if (fitting.needed(requirement) && fitting.findProviders(requirement).isEmpty()) {
        lacks.add(lack(requirement, fitting, surroundings));
      }
    }
  }

  private static Lack lack(Requirement requirement, Fitting fitting, Surroundings surroundings) {
    Wanted wanted = Wanted.of(requirement);
    return switch (requirement.getNamespace()) {
      case PackageNamespace.PACKAGE_NAMESPACE ->
          lackOfPackage(wanted, fitting.here(requirement), surroundings.exports(wanted.name()));
      case ExecutionEnvironmentNamespace.EXECUTION_ENVIRONMENT_NAMESPACE ->
          new Lack(
              Lack.Kind.MISSING,
              "needs " + wanted + ", and this is Java " + Runtime.version().feature());
      case BundleNamespace.BUNDLE_NAMESPACE ->
          new Lack(
              Lack.Kind.MISSING,
              "requires the bundle " + wanted + ", and a plugin has only its own bundles");
      default ->
          new Lack(
              Lack.Kind.MISSING,
              "needs "
                  + requirement.getNamespace()
                  + " "
                  + (wanted.name().isEmpty() ? requirement.getDirectives().get("filter") : wanted)
                  + ", which nothing here provides");
    };
  }

  private static Lack lackOfPackage(
      Wanted wanted, List<Capability> undeclared, List<Capability> otherVersions) {
    if (!undeclared.isEmpty()) {
      return new Lack(
          Lack.Kind.UNDECLARED, "uses the package " + wanted.name() + " without declaring it");
    }
    if (otherVersions.isEmpty()) {
      return new Lack(
          Lack.Kind.MISSING, "needs the package " + wanted + ", which nothing here exports");
    }
    String here =
        otherVersions.stream()
            .map(export -> export.getAttributes().get("version").toString())
            .distinct()
            .collect(Collectors.joining(" and "));
    return wanted.name().startsWith(API)
        ? new Lack(Lack.Kind.WRONG_API, "was made for " + wanted + ", and here it is " + here)
        : new Lack(Lack.Kind.MISSING, "needs the package " + wanted + ", and here it is " + here);
  }

  /** Everything is there; whether it goes together, the framework's own resolver says. */
  private void inconsistent(Fitting fitting, List<Lack> lacks) {
    try {
      resolver.resolve(fitting);
    } catch (ResolutionException e) {
      lacks.add(new Lack(Lack.Kind.UNRESOLVED, "cannot be wired: " + e.getMessage()));
    }
  }
}
