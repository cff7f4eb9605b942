package io.quoin.control.rpc;

import com.google.gson.stream.JsonWriter;
import java.io.IOException;

/**
 * An answer as it is written: nothing of it is kept.
 *
 * @param json where to
 * @param dialect in which names are written
 */
record Out(JsonWriter json, Dialect dialect) {

  /** Writes a value. */
  @FunctionalInterface
  interface Value {
    void write() throws IOException;
  }

  Out name(Name name) throws IOException {
    json.name(name.in(dialect));
    return this;
  }

  Out put(Name name, long value) throws IOException {
    name(name);
    json.value(value);
    return this;
  }

  Out put(Name name, double value) throws IOException {
    name(name);
    number(value);
    return this;
  }

  Out put(Name name, boolean value) throws IOException {
    name(name);
    json.value(value);
    return this;
  }

  Out put(Name name, String value) throws IOException {
    name(name);
    json.value(value);
    return this;
  }

  /** Whole numbers without a point, others with four digits at most, as clients know them. */
  void number(double value) throws IOException {
    if (value == Math.rint(value)) {
      json.value((long) value);
    } else {
      json.value(Math.round(value * 10_000) / 10_000.0);
    }
  }

  void object(Value contents) throws IOException {
    json.beginObject();
    contents.write();
    json.endObject();
  }

  void list(Value contents) throws IOException {
    json.beginArray();
    contents.write();
    json.endArray();
  }
}
