package io.quoin.platform;

import java.util.Arrays;
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

  private final BundleContext context;
  private final MetaTypeService metatype;

  Descriptions(BundleContext context, MetaTypeService metatype) {
    this.context = context;
    this.metatype = metatype;
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
    for (Bundle bundle : context.getBundles()) {
      MetaTypeInformation information = metatype.getMetaTypeInformation(bundle);
      if (information != null && Arrays.asList(described.apply(information)).contains(pid)) {
        return Optional.of(information.getObjectClassDefinition(pid, null));
      }
    }
    return Optional.empty();
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
