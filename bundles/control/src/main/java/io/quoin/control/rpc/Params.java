package io.quoin.control.rpc;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import io.quoin.api.access.Role;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * The arguments of a call, by name and type. A value of another type is refused with its name;
 * {@code null} is the same as nothing.
 */
final class Params {

  /** Longest list of anything but torrents. */
  private static final int LONGEST = 100_000;

  private final JsonObject values;
  private final Dialect dialect;
  private final Role role;

  Params(JsonObject values, Dialect dialect, Role role) {
    this.values = values;
    this.dialect = dialect;
    this.role = role;
  }

  /** Of whoever calls. */
  Role role() {
    return role;
  }

  Dialect dialect() {
    return dialect;
  }

  /** The names that are there, as they were written. */
  List<String> names() {
    return List.copyOf(values.keySet());
  }

  Optional<JsonElement> get(Name name) {
    return Optional.ofNullable(values.get(name.in(dialect)))
        .or(() -> Optional.ofNullable(values.get(name.newer())))
        .or(() -> Optional.ofNullable(values.get(name.older())))
        .filter(value -> !value.isJsonNull());
  }

  boolean has(Name name) {
    return get(name).isPresent();
  }

  Optional<String> text(Name name) throws RpcFault {
    Optional<JsonElement> value = get(name);
    return value.isPresent()
        ? Optional.of(
            text(value.get()).orElseThrow(() -> RpcFault.invalid(called(name) + " is no string")))
        : Optional.empty();
  }

  private static Optional<String> text(JsonElement value) {
    return value instanceof JsonPrimitive primitive && primitive.isString()
        ? Optional.of(primitive.getAsString())
        : Optional.empty();
  }

  Optional<Boolean> flag(Name name) throws RpcFault {
    Optional<JsonElement> value = get(name);
    if (value.isEmpty()) {
      return Optional.empty();
    }
    if (value.get() instanceof JsonPrimitive primitive && primitive.isBoolean()) {
      return Optional.of(primitive.getAsBoolean());
    }
    // Older clients write 0 and 1.
    OptionalLong number = integer(value.get());
    if (number.isPresent() && (number.getAsLong() & ~1L) == 0) {
      return Optional.of(number.getAsLong() == 1);
    }
    throw RpcFault.invalid(called(name) + " is neither true nor false");
  }

  OptionalLong integer(Name name) throws RpcFault {
    Optional<JsonElement> value = get(name);
    if (value.isEmpty()) {
      return OptionalLong.empty();
    }
    OptionalLong number = integer(value.get());
    if (number.isEmpty()) {
      throw RpcFault.invalid(called(name) + " is no integer");
    }
    return number;
  }

  /** One within a range. */
  Optional<Integer> integer(Name name, int least, int most) throws RpcFault {
    OptionalLong number = integer(name);
    if (number.isEmpty()) {
      return Optional.empty();
    }
    if (number.getAsLong() < least || number.getAsLong() > most) {
      throw RpcFault.invalid(called(name) + " is not between " + least + " and " + most);
    }
    return Optional.of((int) number.getAsLong());
  }

  OptionalDouble number(Name name) throws RpcFault {
    Optional<JsonElement> value = get(name);
    if (value.isEmpty()) {
      return OptionalDouble.empty();
    }
    if (value.get() instanceof JsonPrimitive primitive && primitive.isNumber()) {
      double number = primitive.getAsDouble();
      if (!Double.isInfinite(number)) {
        return OptionalDouble.of(number);
      }
    }
    throw RpcFault.invalid(called(name) + " is no number");
  }

  Optional<List<JsonElement>> list(Name name) throws RpcFault {
    Optional<JsonElement> value = get(name);
    if (value.isEmpty()) {
      return Optional.empty();
    }
    if (value.get() instanceof JsonArray array && array.size() <= LONGEST) {
      return Optional.of(array.asList());
    }
    throw RpcFault.invalid(called(name) + " is no list, or a very long one");
  }

  Optional<List<String>> texts(Name name) throws RpcFault {
    Optional<List<JsonElement>> list = list(name);
    if (list.isEmpty()) {
      return Optional.empty();
    }
    List<String> texts = new ArrayList<>();
    for (JsonElement each : list.get()) {
      texts.add(
          text(each)
              .orElseThrow(
                  () -> RpcFault.invalid(called(name) + " has something that is no string")));
    }
    return Optional.of(texts);
  }

  Optional<List<Long>> integers(Name name) throws RpcFault {
    Optional<List<JsonElement>> list = list(name);
    if (list.isEmpty()) {
      return Optional.empty();
    }
    List<Long> numbers = new ArrayList<>();
    for (JsonElement each : list.get()) {
      numbers.add(
          integer(each)
              .orElseThrow(
                  () -> RpcFault.invalid(called(name) + " has something that is no integer")));
    }
    return Optional.of(numbers);
  }

  /** An integer of 64 bits, also one that is written with a point or an exponent. */
  static OptionalLong integer(JsonElement value) {
    if (!(value instanceof JsonPrimitive primitive) || !primitive.isNumber()) {
      return OptionalLong.empty();
    }
    double size = primitive.getAsDouble();
    if (!(Math.abs(size) <= 1e18)) {
      return OptionalLong.empty();
    }
    try {
      return OptionalLong.of(new BigDecimal(primitive.getAsString()).longValueExact());
    } catch (ArithmeticException | NumberFormatException none) {
      return OptionalLong.empty();
    }
  }

  String called(Name name) {
    return "'" + name.in(dialect) + "'";
  }
}
