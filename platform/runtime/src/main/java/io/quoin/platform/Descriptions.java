package io.quoin.platform;

import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.service.metatype.AttributeDefinition;
import org.osgi.service.metatype.MetaTypeInformation;
import org.osgi.service.metatype.MetaTypeService;
import org.osgi.service.metatype.ObjectClassDefinition;

/**
 * What the installed bundles say about their configuration (Metatype), and whether values agree
 * with it.
 */
final class Descriptions {

  /** One that runs says more of what will run than one that does not, and a newer one too. */
  private static final Comparator<Bundle> WORD =
      Comparator.comparing(Descriptions::runs).thenComparing(Bundle::getVersion);

  private final BundleContext context;
  private final MetaTypeService metatype;
  private final Set<String> plugins;

  /**
   * Reads what bundles say.
   *
   * @param plugins locations of the bundles that others may have taken the place of
   */
  Descriptions(BundleContext context, MetaTypeService metatype, Set<String> plugins) {
    this.context = context;
    this.metatype = metatype;
    this.plugins = plugins;
  }

  private static boolean runs(Bundle bundle) {
    return (bundle.getState() & (Bundle.STARTING | Bundle.ACTIVE)) != 0;
  }

  /** Whether all that describes a configuration is a plugin that does not run. */
  boolean provisional(String pid) {
    return describing(pid, MetaTypeInformation::getPids)
        .filter(bundle -> !runs(bundle) && plugins.contains(bundle.getLocation()))
        .isPresent();
  }

  /** The description of a single configuration. */
  Optional<ObjectClassDefinition> ofSingle(String pid) {
    return find(pid, MetaTypeInformation::getPids);
  }

  /** The description of all configurations of a factory. */
  Optional<ObjectClassDefinition> ofFactory(String pid) {
    return find(pid, MetaTypeInformation::getFactoryPids);
  }

  /** The single configurations that have a key. */
  Set<String> pidsWith(String key) {
    Set<String> pids = new TreeSet<>();
    for (Bundle bundle : context.getBundles()) {
      MetaTypeInformation information = metatype.getMetaTypeInformation(bundle);
      if (information != null) {
        for (String pid : information.getPids()) {
          if (attributes(information.getObjectClassDefinition(pid, null)).containsKey(key)) {
            pids.add(pid);
          }
        }
      }
    }
    return pids;
  }

  private static Map<String, AttributeDefinition> attributes(ObjectClassDefinition description) {
    Map<String, AttributeDefinition> attributes = new HashMap<>();
    for (AttributeDefinition attribute :
        description.getAttributeDefinitions(ObjectClassDefinition.ALL)) {
      attributes.put(attribute.getID(), attribute);
    }
    return attributes;
  }

  private Optional<ObjectClassDefinition> find(
      String pid, Function<MetaTypeInformation, String[]> described) {
    return describing(pid, described)
        .map(bundle -> metatype.getMetaTypeInformation(bundle).getObjectClassDefinition(pid, null));
  }

  private Optional<Bundle> describing(
      String pid, Function<MetaTypeInformation, String[]> described) {
    return Arrays.stream(context.getBundles())
        .filter(
            bundle -> {
              MetaTypeInformation information = metatype.getMetaTypeInformation(bundle);
              return information != null
                  && Arrays.asList(described.apply(information)).contains(pid);
            })
        .max(WORD);
  }

  /**
   * The values in the types that the description names.
   *
   * @param origin the file or caller to name in a refusal
   */
  static Map<String, Object> checked(
      ObjectClassDefinition description, Map<String, ?> values, String origin)
      throws PlatformException {
    Map<String, AttributeDefinition> known = attributes(description);
    Map<String, Object> checked = new HashMap<>();
    for (Map.Entry<String, ?> entry : values.entrySet()) {
      AttributeDefinition attribute = known.get(entry.getKey());
      if (attribute == null) {
        throw new PlatformException(
            PlatformException.Code.BAD_CONFIGURATION,
            origin
                + ": there is no key '"
                + entry.getKey()
                + "'; known are "
                + String.join(", ", known.keySet().stream().sorted().toList()));
      }
      try {
        checked.put(entry.getKey(), AttributeValue.of(attribute, entry.getValue()));
      } catch (IllegalArgumentException e) {
        throw new PlatformException(
            PlatformException.Code.BAD_CONFIGURATION,
            origin + ": the key '" + entry.getKey() + "' " + e.getMessage(),
            e);
      }
    }
    return checked;
  }
}
