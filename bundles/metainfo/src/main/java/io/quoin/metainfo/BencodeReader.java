package io.quoin.metainfo;

import io.quoin.metainfo.BencodeException.Code;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/** Reads one value from a position of an array. */
final class BencodeReader {

  private final byte[] data;
  private final int end;
  private final boolean cut;
  private final boolean strict;
  private final Bencode.Limits limits;
  private int position;
  private int tokens;

  BencodeReader(byte[] data, int offset, Bencode.Mode mode, Bencode.Limits limits) {
    this.data = data;
    this.position = offset;
    this.end = (int) Math.min(data.length, (long) offset + limits.bytes());
    this.cut = end < data.length;
    this.strict = mode == Bencode.Mode.STRICT;
    this.limits = limits;
  }

  int position() {
    return position;
  }

  BValue read() throws BencodeException {
    return readValue(0);
  }

  private BValue readValue(int depth) throws BencodeException {
    byte first = peek();
    return switch (first) {
      case 'i' -> readInteger();
      case 'l' -> readList(depth + 1);
      case 'd' -> readDictionary(depth + 1);
      default -> {
        if (first < '0' || first > '9') {
          throw fault(Code.UNEXPECTED_BYTE, position, "no value starts with " + shown(first));
        }
        yield readString();
      }
    };
  }

  private BInteger readInteger() throws BencodeException {
    int start = position;
    countToken();
    position++;
    boolean negative = peek() == '-';
    if (negative) {
      position++;
    }
    // Counted downwards: the negative range is the larger one.
    long value = readDigits(negative ? Long.MIN_VALUE : -Long.MAX_VALUE, 'e');
    if (strict && negative && value == 0) {
      throw fault(Code.NOT_CANONICAL, start, "negative zero");
    }
    return BInteger.decoded(negative ? value : -value, data, start, position);
  }

  private BString readString() throws BencodeException {
    int rawStart = position;
    countToken();
    long length = -readDigits(-Integer.MAX_VALUE, ':');
    if (length > end - position) {
      throw cut
          ? tooLarge()
          : fault(Code.TRUNCATED, rawStart, "a string of " + length + " bytes does not fit");
    }
    int start = position;
    position += (int) length;
    return BString.decoded(data, rawStart, start, position);
  }

  /** Reads digits up to and with the terminator; the result is zero or negative. */
  private long readDigits(long lowest, char terminator) throws BencodeException {
    int start = position;
    long value = 0;
    byte digit = peek();
    while (digit >= '0' && digit <= '9') {
      int amount = digit - '0';
      if (value < (lowest + amount) / 10) {
        throw fault(Code.OVERFLOW, start, "a number too large");
      }
      value = value * 10 - amount;
      position++;
      digit = peek();
    }
    if (digit != terminator || position == start) {
      throw fault(Code.UNEXPECTED_BYTE, position, "no digit but " + shown(digit));
    }
    if (strict && data[start] == '0' && position - start > 1) {
      throw fault(Code.NOT_CANONICAL, start, "leading zeros");
    }
    position++;
    return value;
  }

  private BList readList(int depth) throws BencodeException {
    int start = enter(depth);
    List<BValue> values = new ArrayList<>();
    while (peek() != 'e') {
      values.add(readValue(depth));
    }
    position++;
    return BList.decoded(values, data, start, position);
  }

  private BDictionary readDictionary(int depth) throws BencodeException {
    int start = enter(depth);
    List<BString> keys = new ArrayList<>();
    List<BValue> values = new ArrayList<>();
    boolean ordered = true;
    while (peek() != 'e') {
      BString key = readKey();
      if (!keys.isEmpty()) {
        ordered &= inOrder(keys.get(keys.size() - 1), key);
      }
      keys.add(key);
      values.add(readValue(depth));
    }
    position++;
    BString[] keyArray = keys.toArray(new BString[0]);
    BValue[] valueArray = values.toArray(new BValue[0]);
    return ordered
        ? BDictionary.decoded(keyArray, valueArray, data, start, position)
        : ordered(keyArray, valueArray, start);
  }

  private BString readKey() throws BencodeException {
    byte first = peek();
    if (first < '0' || first > '9') {
      throw fault(Code.UNEXPECTED_BYTE, position, "a key must be a string, not " + shown(first));
    }
    return readString();
  }

  private boolean inOrder(BString previous, BString key) throws BencodeException {
    int order = previous.compareTo(key);
    if (strict && order == 0) {
      throw fault(Code.REPEATED_KEY, position, "the key " + shown(key) + " twice");
    }
    if (strict && order > 0) {
      throw fault(Code.UNSORTED_KEYS, position, "the key " + shown(key) + " out of order");
    }
    return order < 0;
  }

  /** Sorts the keys and keeps the first of each. */
  private BDictionary ordered(BString[] keys, BValue[] values, int start) {
    Integer[] order = new Integer[keys.length];
    Arrays.setAll(order, i -> i);
    Arrays.sort(order, Comparator.comparing(i -> keys[i]));
    List<BString> sortedKeys = new ArrayList<>(keys.length);
    List<BValue> sortedValues = new ArrayList<>(keys.length);
    for (int at : order) {
      if (sortedKeys.isEmpty() || !sortedKeys.get(sortedKeys.size() - 1).equals(keys[at])) {
        sortedKeys.add(keys[at]);
        sortedValues.add(values[at]);
      }
    }
    return BDictionary.decoded(
        sortedKeys.toArray(new BString[0]),
        sortedValues.toArray(new BValue[0]),
        data,
        start,
        position);
  }

  private int enter(int depth) throws BencodeException {
    countToken();
    if (depth > limits.depth()) {
      throw fault(Code.TOO_DEEP, position, "more than " + limits.depth() + " levels");
    }
    return position++;
  }

  private void countToken() throws BencodeException {
    tokens++;
    if (tokens > limits.tokens()) {
      throw fault(Code.TOO_MANY_TOKENS, position, "more than " + limits.tokens() + " values");
    }
  }

  private byte peek() throws BencodeException {
    if (position >= end) {
      throw cut ? tooLarge() : fault(Code.TRUNCATED, position, "the input ends inside a value");
    }
    return data[position];
  }

  private BencodeException tooLarge() {
    return fault(Code.TOO_LARGE, end, "more than " + limits.bytes() + " bytes");
  }

  private static String shown(BString key) {
    return "'" + SafeNames.text(key.toString(), 60) + "'";
  }

  private static String shown(byte value) {
    return value > ' ' && value < 0x7f
        ? "'" + (char) value + "'"
        : String.format("0x%02x", value & 0xff);
  }

  private static BencodeException fault(Code code, int offset, String reason) {
    return new BencodeException(code, offset, reason);
  }
}
