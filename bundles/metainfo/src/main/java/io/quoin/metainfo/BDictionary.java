package io.quoin.metainfo;

import java.nio.ByteBuffer;
import java.util.AbstractMap.SimpleImmutableEntry;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;

/**
 * A bencoded dictionary. Its keys are kept in BEP 3's order, whichever order they came in; where a
 * key was repeated the first one counts.
 */
public final class BDictionary implements BValue {

  private final BString[] keys;
  private final BValue[] values;
  private final byte[] source;
  private final int start;
  private final int end;

  private BDictionary(BString[] keys, BValue[] values, byte[] source, int start, int end) {
    this.keys = keys;
    this.values = values;
    this.source = source;
    this.start = start;
    this.end = end;
  }

  /** Takes keys that are sorted and unique. */
  static BDictionary decoded(BString[] keys, BValue[] values, byte[] source, int start, int end) {
    return new BDictionary(keys, values, source, start, end);
  }

  /**
   * Starts an empty dictionary.
   *
   * @return a builder, for one thread
   */
  public static Builder builder() {
    return new Builder();
  }

  /**
   * How many keys there are.
   *
   * @return 0 or more
   */
  public int size() {
    return keys.length;
  }

  /**
   * The entries in the order of their keys.
   *
   * @return an unmodifiable list
   */
  public List<Map.Entry<BString, BValue>> entries() {
    List<Map.Entry<BString, BValue>> entries = new ArrayList<>(keys.length);
    for (int i = 0; i < keys.length; i++) {
      entries.add(new SimpleImmutableEntry<>(keys[i], values[i]));
    }
    return Collections.unmodifiableList(entries);
  }

  /**
   * The value of a key.
   *
   * @param key the key, as UTF-8
   * @return the value, or nothing if there is no such key
   */
  public Optional<BValue> get(String key) {
    return get(BString.of(key));
  }

  /**
   * The value of a key.
   *
   * @param key the key
   * @return the value, or nothing if there is no such key
   */
  public Optional<BValue> get(BString key) {
    int at = Arrays.binarySearch(keys, key);
    return at < 0 ? Optional.empty() : Optional.of(values[at]);
  }

  /**
   * An integer member.
   *
   * @param key the key
   * @return its value, or nothing if the key is absent or is no integer
   */
  public OptionalLong integer(String key) {
    return get(key).orElse(null) instanceof BInteger found
        ? OptionalLong.of(found.value())
        : OptionalLong.empty();
  }

  /**
   * A string member.
   *
   * @param key the key
   * @return its value, or nothing if the key is absent or is no string
   */
  public Optional<BString> string(String key) {
    return get(key).filter(BString.class::isInstance).map(BString.class::cast);
  }

  /**
   * A list member.
   *
   * @param key the key
   * @return its value, or nothing if the key is absent or is no list
   */
  public Optional<BList> list(String key) {
    return get(key).filter(BList.class::isInstance).map(BList.class::cast);
  }

  /**
   * A dictionary member.
   *
   * @param key the key
   * @return its value, or nothing if the key is absent or is no dictionary
   */
  public Optional<BDictionary> dictionary(String key) {
    return get(key).filter(BDictionary.class::isInstance).map(BDictionary.class::cast);
  }

  @Override
  public ByteBuffer raw() {
    return end > start
        ? RawSpan.view(source, start, end)
        : ByteBuffer.wrap(Bencode.encode(this)).asReadOnlyBuffer();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof BDictionary that
        && Arrays.equals(that.keys, keys)
        && Arrays.equals(that.values, values);
  }

  @Override
  public int hashCode() {
    return 31 * Arrays.hashCode(keys) + Arrays.hashCode(values);
  }

  @Override
  public String toString() {
    return entries().toString();
  }

  /** Collects the entries of a dictionary, in any order. */
  public static final class Builder {

    private final TreeMap<BString, BValue> entries = new TreeMap<>();

    private Builder() {}

    /**
     * Sets a key, replacing what it had.
     *
     * @param key the key
     * @param value the value
     * @return this builder
     */
    public Builder put(BString key, BValue value) {
      entries.put(key, value);
      return this;
    }

    /**
     * Sets a key, replacing what it had.
     *
     * @param key the key, as UTF-8
     * @param value the value
     * @return this builder
     */
    public Builder put(String key, BValue value) {
      return put(BString.of(key), value);
    }

    /**
     * Sets a key to an integer.
     *
     * @param key the key, as UTF-8
     * @param value the value
     * @return this builder
     */
    public Builder put(String key, long value) {
      return put(key, BInteger.of(value));
    }

    /**
     * Sets a key to a text.
     *
     * @param key the key, as UTF-8
     * @param value the value, as UTF-8
     * @return this builder
     */
    public Builder put(String key, String value) {
      return put(key, BString.of(value));
    }

    /**
     * Sets a key to a byte string.
     *
     * @param key the key, as UTF-8
     * @param value the value, copied
     * @return this builder
     */
    public Builder put(String key, byte[] value) {
      return put(key, BString.of(value));
    }

    /**
     * The dictionary of what was put.
     *
     * @return a new dictionary
     */
    public BDictionary build() {
      return new BDictionary(
          entries.keySet().toArray(new BString[0]),
          entries.values().toArray(new BValue[0]),
          new byte[0],
          0,
          0);
    }
  }
}
