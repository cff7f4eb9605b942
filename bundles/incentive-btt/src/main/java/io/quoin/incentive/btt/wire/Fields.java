package io.quoin.incentive.btt.wire;

import io.quoin.api.ledger.Address;
import io.quoin.api.ledger.Digest;
import io.quoin.api.ledger.Signature;
import io.quoin.api.torrent.TorrentId;
import io.quoin.metainfo.BDictionary;
import io.quoin.metainfo.BInteger;
import io.quoin.metainfo.BList;
import io.quoin.metainfo.BString;
import io.quoin.metainfo.BValue;
import io.quoin.metainfo.InfoHash;
import java.util.ArrayList;
import java.util.List;

/** Reads the fields of a message, each within its bounds. */
final class Fields {
  private final BDictionary dictionary;

  Fields(BDictionary dictionary) {
    this.dictionary = dictionary;
  }

  boolean has(String key) {
    return dictionary.get(key).isPresent();
  }

  private BValue value(String key) throws FieldFault {
    return dictionary.get(key).orElseThrow(() -> new FieldFault("no field " + key));
  }

  long number(String key, long least, long most) throws FieldFault {
    return number(value(key), least, most);
  }

  int small(String key, int least, int most) throws FieldFault {
    return (int) number(key, least, most);
  }

  static long number(BValue value, long least, long most) throws FieldFault {
    if (!(value instanceof BInteger integer)) {
      throw new FieldFault("a field that is no integer");
    }
    if (integer.value() < least || integer.value() > most) {
      throw new FieldFault("an integer out of range: " + integer.value());
    }
    return integer.value();
  }

  byte[] bytes(String key, int length) throws FieldFault {
    return bytes(value(key), length);
  }

  private static byte[] bytes(BValue value, int length) throws FieldFault {
    if (!(value instanceof BString string)) {
      throw new FieldFault("a field that is no string");
    }
    if (string.length() != length) {
      throw new FieldFault("a string of " + string.length() + " bytes, not " + length);
    }
    return string.toByteArray();
  }

  Digest digest(String key) throws FieldFault {
    return digest(value(key));
  }

  static Digest digest(BValue value) throws FieldFault {
    return Digest.of(bytes(value, Digest.BYTES));
  }

  TorrentId torrent(String key) throws FieldFault {
    return torrent(value(key));
  }

  static TorrentId torrent(BValue value) throws FieldFault {
    return new TorrentId(InfoHash.of(bytes(value, InfoHash.V1_BYTES)));
  }

  Address address(String key) throws FieldFault {
    byte[] bytes = bytes(key, Address.BYTES);
    if (bytes[0] != Address.PREFIX) {
      throw new FieldFault("an address that does not begin with 41");
    }
    return Address.of(bytes);
  }

  Signature signature(String key) throws FieldFault {
    byte[] bytes = bytes(key, Signature.BYTES);
    if (bytes[Signature.BYTES - 1] >> 1 != 0) {
      throw new FieldFault("a recovery id that is not 0 or 1");
    }
    return Signature.of(bytes);
  }

  /** A list of 1 to so many lists, each of the same length. */
  List<List<BValue>> lists(String key, int most, int length) throws FieldFault {
    if (!(value(key) instanceof BList list)) {
      throw new FieldFault("a field that is no list");
    }
    if (list.values().isEmpty() || list.values().size() > most) {
      throw new FieldFault("a list of " + list.values().size());
    }
    List<List<BValue>> lists = new ArrayList<>();
    for (BValue value : list) {
      if (!(value instanceof BList inner) || inner.values().size() != length) {
        throw new FieldFault("a member that is no list of " + length);
      }
      lists.add(inner.values());
    }
    return lists;
  }
}
