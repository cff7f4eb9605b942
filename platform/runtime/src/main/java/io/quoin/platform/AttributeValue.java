package io.quoin.platform;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.osgi.service.metatype.AttributeDefinition;

/**
 * A value of a configuration, checked against its description and brought to the described type.
 */
final class AttributeValue {

  private static final Map<Integer, Class<?>> TYPES =
      Map.of(
          AttributeDefinition.STRING, String.class,
          AttributeDefinition.PASSWORD, String.class,
          AttributeDefinition.BOOLEAN, Boolean.class,
          AttributeDefinition.CHARACTER, Character.class,
          AttributeDefinition.BYTE, Byte.class,
          AttributeDefinition.SHORT, Short.class,
          AttributeDefinition.INTEGER, Integer.class,
          AttributeDefinition.LONG, Long.class,
          AttributeDefinition.FLOAT, Float.class,
          AttributeDefinition.DOUBLE, Double.class);

  private AttributeValue() {}

  /**
   * The value in its described type.
   *
   * @throws IllegalArgumentException saying what the key wants instead
   */
  static Object of(AttributeDefinition attribute, Object value) {
    List<?> elements = elements(value);
    boolean many = attribute.getCardinality() != 0;
    if (elements == null) {
      if (many) {
        throw new IllegalArgumentException("is a list of " + typeName(attribute) + " values");
      }
      return one(attribute, value);
    }
    if (!many) {
      throw new IllegalArgumentException("is one " + typeName(attribute) + ", not a list");
    }
    long most = Math.abs((long) attribute.getCardinality());
    if (elements.size() > most) {
      throw new IllegalArgumentException("takes " + most + " values at most");
    }
    List<Object> typed = new ArrayList<>();
    for (Object element : elements) {
      typed.add(one(attribute, element));
    }
    return typed;
  }

  /** The elements of a list or array; null for anything else. */
  private static List<?> elements(Object value) {
    if (value instanceof Collection<?> collection) {
      return List.copyOf(collection);
    }
    return value instanceof Object[] array ? List.of(array) : null;
  }

  private static Object one(AttributeDefinition attribute, Object value) {
    Object typed = value instanceof Number number ? number(attribute, number) : value;
    if (!Objects.equals(typed.getClass(), TYPES.get(attribute.getType()))) {
      throw new IllegalArgumentException(
          "has type " + typeName(attribute) + ", which '" + value + "' is not");
    }
    String complaint = attribute.validate(typed.toString());
    if (complaint != null && !complaint.isEmpty()) {
      throw new IllegalArgumentException(
          "cannot be '" + value + "': " + attribute.getDescription());
    }
    return typed;
  }

  /** Numbers are converted where nothing is lost; others are left to be refused. */
  private static Object number(AttributeDefinition attribute, Number value) {
    boolean whole = !(value instanceof Double || value instanceof Float);
    long exact = value.longValue();
    return switch (attribute.getType()) {
      case AttributeDefinition.BYTE ->
          whole && (byte) exact == exact ? (Object) (byte) exact : value;
      case AttributeDefinition.SHORT ->
          whole && (short) exact == exact ? (Object) (short) exact : value;
      case AttributeDefinition.INTEGER ->
          whole && (int) exact == exact ? (Object) (int) exact : value;
      case AttributeDefinition.LONG -> whole ? (Object) exact : value;
      case AttributeDefinition.FLOAT -> value.floatValue();
      case AttributeDefinition.DOUBLE -> value.doubleValue();
      default -> value;
    };
  }

  private static String typeName(AttributeDefinition attribute) {
    return TYPES.get(attribute.getType()).getSimpleName().toLowerCase(Locale.ROOT);
  }
}
