package io.quoin.incentive.btt.wire;

import io.quoin.api.journal.ChannelId;
import io.quoin.api.journal.LaneSettlement;
import io.quoin.api.journal.SettlementClaim;
import io.quoin.api.journal.SignedVoucher;
import io.quoin.api.journal.Voucher;
import io.quoin.api.ledger.TransferId;
import io.quoin.incentive.btt.wire.BttMessage.Accepted;
import io.quoin.incentive.btt.wire.BttMessage.Ack;
import io.quoin.incentive.btt.wire.BttMessage.Ask;
import io.quoin.incentive.btt.wire.BttMessage.Bid;
import io.quoin.incentive.btt.wire.BttMessage.Close;
import io.quoin.incentive.btt.wire.BttMessage.Open;
import io.quoin.incentive.btt.wire.BttMessage.Problem;
import io.quoin.incentive.btt.wire.BttMessage.Promise;
import io.quoin.incentive.btt.wire.BttMessage.Receipt;
import io.quoin.incentive.btt.wire.BttMessage.Refused;
import io.quoin.incentive.btt.wire.BttMessage.Rejected;
import io.quoin.incentive.btt.wire.BttMessage.Settled;
import io.quoin.metainfo.BDictionary;
import io.quoin.metainfo.BInteger;
import io.quoin.metainfo.BList;
import io.quoin.metainfo.BString;
import io.quoin.metainfo.BValue;
import io.quoin.metainfo.Bencode;
import io.quoin.metainfo.BencodeException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Messages as bencoded dictionaries of at most 1 KiB: {@code t} is the type, every other key one
 * letter. Unknown keys are passed over. Foreign bytes never cause an exception, and nothing is kept
 * of them but the message.
 */
public final class MessageCodec {
  /** The longest message, in bytes. */
  public static final int LONGEST = 1024;

  private static final Bencode.Limits LIMITS = new Bencode.Limits(4, 128, LONGEST);

  private static final int ASK = 1;
  private static final int BID = 2;
  private static final int RESPONSE = 3;
  private static final int OPEN = 4;
  private static final int ACK = 5;

  /** The type of a voucher. */
  public static final int VOUCHER = 6;

  private static final int RECEIPT = 7;
  private static final int CLOSE = 8;
  private static final int ERROR = 9;

  /** The type of a settlement. */
  public static final int SETTLED = 10;

  private static final int REJECT = 11;

  private MessageCodec() {}

  // --- reading ---

  /** Reads a message; the buffer's position stays. */
  public static Decoded decode(ByteBuffer payload) {
    if (payload.remaining() > LONGEST) {
      return new Decoded.Fault("a message of " + payload.remaining() + " bytes");
    }
    byte[] bytes = new byte[payload.remaining()];
    payload.duplicate().get(bytes);
    try {
      BValue value = Bencode.decode(bytes, Bencode.Mode.STRICT, LIMITS);
      if (!(value instanceof BDictionary dictionary)) {
        return new Decoded.Fault("a message that is no dictionary");
      }
      return decode(new Fields(dictionary));
    } catch (BencodeException e) {
      return new Decoded.Fault("a message that is not bencoded: " + e.getMessage());
    } catch (FieldFault e) {
      return new Decoded.Fault(e.getMessage());
    }
  }

  private static Decoded decode(Fields fields) throws FieldFault {
    long type = fields.number("t", 0, Long.MAX_VALUE);
    if (type < ASK || type > REJECT) {
      return new Decoded.Unknown(type);
    }
    return new Decoded.Known(message((int) type, fields));
  }

  private static BttMessage message(int type, Fields f) throws FieldFault {
    return switch (type) {
      case ASK -> new Ask(price(f), f.small("s", 0, BttMessage.MOST_SLOTS), seconds(f, "v"));
      case BID ->
          new Bid(
              f.number("q", 1, Long.MAX_VALUE),
              price(f),
              f.number("b", 0, Long.MAX_VALUE),
              seconds(f, "v"));
      case RESPONSE -> response(f);
      case OPEN -> open(f);
      case ACK ->
          new Ack(
              f.address("a"),
              new ChannelId(f.digest("c")),
              f.number("u", 0, Long.MAX_VALUE),
              f.number("d", 0, Long.MAX_VALUE),
              f.signature("g"));
      case VOUCHER -> new Promise(voucher(f));
      case RECEIPT -> receipt(f);
      case CLOSE -> new Close(new ChannelId(f.digest("c")), f.torrent("l"));
      case ERROR ->
          new Problem(
              Coded.of(ProblemCode.values(), f.small("e", 0, Coded.HIGHEST)),
              f.small("r", 0, Coded.HIGHEST));
      case SETTLED -> settled(f);
      default ->
          new Rejected(
              f.digest("n"), Coded.of(RejectCode.values(), f.small("e", 0, Coded.HIGHEST)));
    };
  }

  private static long price(Fields f) throws FieldFault {
    return f.number("p", 1, BttMessage.HIGHEST_PRICE);
  }

  private static int seconds(Fields f, String key) throws FieldFault {
    return f.small(key, 1, BttMessage.LONGEST_VALID);
  }

  private static BttMessage response(Fields f) throws FieldFault {
    long sequence = f.number("q", 1, Long.MAX_VALUE);
    if (f.has("r")) {
      return new Refused(
          sequence, Coded.of(RefusalReason.values(), f.small("r", 0, Coded.HIGHEST)));
    }
    return new Accepted(
        sequence,
        price(f),
        f.small("s", 1, BttMessage.LONGEST_LEASE),
        f.number("b", 0, Long.MAX_VALUE),
        f.number("a", 0, Long.MAX_VALUE));
  }

  private static BttMessage open(Fields f) throws FieldFault {
    return new Open(
        f.address("a"),
        f.address("s"),
        f.digest("n"),
        f.small("m", 0, 1),
        f.number("c", 1, Long.MAX_VALUE),
        f.number("x", 0, Long.MAX_VALUE),
        f.signature("g"));
  }

  private static SignedVoucher voucher(Fields f) throws FieldFault {
    return new SignedVoucher(
        new Voucher(
            new ChannelId(f.digest("c")),
            f.torrent("l"),
            f.number("q", 1, Long.MAX_VALUE),
            f.number("a", 0, Long.MAX_VALUE),
            f.number("b", 1, Long.MAX_VALUE)),
        f.signature("g"));
  }

  private static BttMessage receipt(Fields f) throws FieldFault {
    Optional<SignedVoucher> newest = f.has("q") ? Optional.of(voucher(f)) : Optional.empty();
    long least = newest.map(v -> v.voucher().bytes()).orElse(0L);
    return new Receipt(
        new ChannelId(f.digest("c")), f.torrent("l"), newest, f.number("d", least, Long.MAX_VALUE));
  }

  private static BttMessage settled(Fields f) throws FieldFault {
    List<LaneSettlement> lanes = new ArrayList<>();
    for (List<BValue> one : f.lists("s", BttMessage.MOST_SETTLED, 3)) {
      lanes.add(
          new LaneSettlement(
              new ChannelId(Fields.digest(one.get(0))),
              Fields.torrent(one.get(1)),
              Fields.number(one.get(2), 1, Long.MAX_VALUE)));
    }
    if (lanes.stream().map(l -> List.of(l.channel(), l.lane())).distinct().count() < lanes.size()) {
      throw new FieldFault("a lane that is settled twice at once");
    }
    int total = f.small("k", lanes.size(), SettlementClaim.MOST_LANES);
    return new Settled(new TransferId(f.digest("i")), total, lanes);
  }

  // --- writing ---

  /** Writes a message: at most 1 KiB. */
  public static ByteBuffer encode(BttMessage message) {
    BDictionary.Builder d = BDictionary.builder();
    if (message instanceof Ask m) {
      d.put("t", ASK).put("p", m.price()).put("s", m.slots()).put("v", m.seconds());
    } else if (message instanceof Bid m) {
      d.put("t", BID).put("q", m.sequence()).put("p", m.limit());
      d.put("b", m.bytes()).put("v", m.seconds());
    } else if (message instanceof Accepted m) {
      d.put("t", RESPONSE).put("q", m.sequence()).put("p", m.price());
      d.put("s", m.seconds()).put("b", m.from()).put("a", m.due());
    } else if (message instanceof Refused m) {
      d.put("t", RESPONSE).put("q", m.sequence()).put("r", m.reason().code());
    } else if (message instanceof Open m) {
      d.put("t", OPEN).put("a", m.payer().toByteArray()).put("s", m.signer().toByteArray());
      d.put("n", m.nonce().toByteArray()).put("m", m.mode()).put("c", m.capacity());
      d.put("x", m.expiry()).put("g", m.signature().toByteArray());
    } else if (message instanceof Ack m) {
      d.put("t", ACK).put("a", m.payee().toByteArray()).put("c", bytes(m.channel()));
      d.put("u", m.credit()).put("d", m.pacing()).put("g", m.signature().toByteArray());
    } else if (message instanceof Promise m) {
      put(d.put("t", VOUCHER), m.signed());
    } else if (message instanceof Receipt m) {
      d.put("t", RECEIPT).put("c", bytes(m.channel())).put("l", m.lane().hash().toByteArray());
      d.put("d", m.billed());
      m.newest().ifPresent(newest -> put(d, newest));
    } else if (message instanceof Close m) {
      d.put("t", CLOSE).put("c", bytes(m.channel())).put("l", m.lane().hash().toByteArray());
    } else if (message instanceof Problem m) {
      d.put("t", ERROR).put("e", m.code().code()).put("r", m.reference());
    } else if (message instanceof Settled m) {
      d.put("t", SETTLED).put("i", m.transfer().digest().toByteArray()).put("k", m.total());
      d.put("s", BList.of(m.lanes().stream().map(MessageCodec::lane).toList()));
    } else if (message instanceof Rejected m) {
      d.put("t", REJECT).put("n", m.nonce().toByteArray()).put("e", m.code().code());
    }
    return ByteBuffer.wrap(Bencode.encode(d.build()));
  }

  /** The number of a message's type. */
  public static int type(BttMessage message) {
    if (message instanceof Ask) {
      return ASK;
    } else if (message instanceof Bid) {
      return BID;
    } else if (message instanceof Accepted || message instanceof Refused) {
      return RESPONSE;
    } else if (message instanceof Open) {
      return OPEN;
    } else if (message instanceof Ack) {
      return ACK;
    } else if (message instanceof Promise) {
      return VOUCHER;
    } else if (message instanceof Receipt) {
      return RECEIPT;
    } else if (message instanceof Close) {
      return CLOSE;
    } else if (message instanceof Problem) {
      return ERROR;
    }
    return message instanceof Settled ? SETTLED : REJECT;
  }

  private static void put(BDictionary.Builder d, SignedVoucher signed) {
    Voucher v = signed.voucher();
    d.put("c", bytes(v.channel())).put("l", v.lane().hash().toByteArray()).put("q", v.sequence());
    d.put("a", v.amount()).put("b", v.bytes()).put("g", signed.signature().toByteArray());
  }

  private static BValue lane(LaneSettlement lane) {
    return BList.of(
        BString.of(bytes(lane.channel())),
        BString.of(lane.lane().hash().toByteArray()),
        BInteger.of(lane.upTo()));
  }

  private static byte[] bytes(ChannelId id) {
    return id.digest().toByteArray();
  }
}
