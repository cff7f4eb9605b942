package io.quoin.protocol.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.quoin.protocol.swarm.LinkEvents;
import io.quoin.protocol.swarm.Message;
import io.quoin.protocol.swarm.Payload;
import io.quoin.protocol.swarm.Slot;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MessageDecoderTest {
  private final Recorder recorder = new Recorder();
  private final MessageDecoder decoder = new MessageDecoder(recorder);

  /** Notes what is decoded; blocks go to a buffer, or nowhere. */
  private static final class Recorder implements LinkEvents {
    final List<Object> seen = new ArrayList<>();
    boolean skipping;
    boolean revoked;
    ByteBuffer place = ByteBuffer.allocate(0);

    @Override
    public void message(Message message) {
      seen.add(message);
    }

    @Override
    public Slot slot(int piece, int begin, int length) {
      if (skipping) {
        return Slot.NONE;
      }
      place = ByteBuffer.allocateDirect(length);
      return new Slot() {
        @Override
        public ByteBuffer place() {
          return place.duplicate();
        }

        @Override
        public boolean revoked() {
          return revoked;
        }
      };
    }

    @Override
    public void blockDone(Slot slot, int piece, int begin, int length) {
      seen.add(List.of(piece, begin, length, slot != Slot.NONE));
    }

    @Override
    public void readDone() {
      throw new AssertionError("the decoder does not know");
    }

    @Override
    public void writable() {
      throw new AssertionError("the decoder does not write");
    }

    @Override
    public void closed(String reason) {
      throw new AssertionError("the decoder does not close");
    }
  }

  private void feed(ByteBuf in) throws WireFault {
    while (in.isReadable()) {
      decoder.step(in);
    }
  }

  private static List<Message> everyMessage() {
    return List.of(
        Message.KeepAlive.INSTANCE,
        Message.Choke.INSTANCE,
        Message.Unchoke.INSTANCE,
        Message.Interested.INSTANCE,
        Message.NotInterested.INSTANCE,
        Message.HaveAll.INSTANCE,
        Message.HaveNone.INSTANCE,
        new Message.Have(7),
        new Message.Bitfield(ByteBuffer.wrap(new byte[] {1, 2, 3})),
        new Message.Request(1, 16_384, 16_384),
        new Message.Cancel(1, 16_384, 16_384),
        new Message.Reject(1, 16_384, 16_384),
        new Message.Suggest(3),
        new Message.AllowedFast(4),
        new Message.Port(65_535),
        new Message.Extended(200, ByteBuffer.wrap(new byte[] {9, 8})));
  }

  @Test
  void every_message_survives_encoding_and_decoding_however_it_is_cut() throws Exception {
    SplittableRandom random = new SplittableRandom(1);
    for (int round = 0; round < 50; round++) {
      recorder.seen.clear();
      ByteBuf wire = Unpooled.buffer();
      everyMessage().forEach(m -> MessageEncoder.encode(m, wire));

      while (wire.isReadable()) {
        feed(wire.readSlice(Math.min(wire.readableBytes(), 1 + random.nextInt(20))));
      }

      assertThat(recorder.seen).isEqualTo(everyMessage());
    }
  }

  @Test
  void a_block_goes_to_its_slot_however_it_is_cut() throws Exception {
    byte[] block = new byte[16_384];
    new SplittableRandom(2).nextBytes(block);
    for (int cut : new int[] {1, 7, 4096, 20_000}) {
      ByteBuf wire = block(block);

      while (wire.isReadable()) {
        feed(wire.readSlice(Math.min(cut, wire.readableBytes())));
      }

      byte[] arrived = new byte[block.length];
      recorder.place.get(0, arrived);
      assertThat(arrived).isEqualTo(block);
    }
    assertThat(recorder.seen).containsOnly(List.of(3, 32_768, 16_384, true));
  }

  @Test
  void a_block_without_a_slot_is_skipped_and_the_next_message_is_read() throws Exception {
    recorder.skipping = true;
    ByteBuf wire = block(new byte[1000]);
    MessageEncoder.encode(new Message.Have(5), wire);

    feed(wire);

    assertThat(recorder.seen).containsExactly(List.of(3, 32_768, 1000, false), new Message.Have(5));
  }

  @Test
  void a_slot_that_is_revoked_halfway_is_written_no_more() throws Exception {
    byte[] block = new byte[1000];
    java.util.Arrays.fill(block, (byte) 1);
    ByteBuf wire = block(block);

    feed(wire.readSlice(13 + 400));
    recorder.revoked = true;
    feed(wire);

    assertThat(recorder.place.get(399)).isEqualTo((byte) 1);
    assertThat(recorder.place.get(400)).isZero();
    assertThat(recorder.seen).hasSize(1);
  }

  private static ByteBuf block(byte[] block) {
    ByteBuf wire = Unpooled.buffer();
    Payload payload =
        new Payload() {
          @Override
          public ByteBuffer bytes() {
            return ByteBuffer.wrap(block);
          }

          @Override
          public void done() {
            throw new AssertionError("nothing was sent");
          }
        };
    MessageEncoder.encode(new Message.Piece(3, 32_768, block.length, payload), wire);
    return wire.writeBytes(block);
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, Integer.MIN_VALUE, 1 << 30, 262_146})
  void a_message_of_impossible_length_ends_the_connection_at_once(int length) {
    ByteBuf wire = Unpooled.buffer().writeInt(length);

    assertThatThrownBy(() -> feed(wire)).isInstanceOf(WireFault.class);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 8, 9, 131_082})
  void a_block_of_impossible_length_ends_the_connection_before_its_header(int length) {
    ByteBuf wire = Unpooled.buffer().writeInt(length + 1 - (length == 0 ? 0 : 1)).writeByte(7);

    assertThatThrownBy(() -> feed(wire.writeZero(1))).isInstanceOf(WireFault.class);
  }

  @Test
  void messages_of_fixed_length_are_refused_with_any_other() {
    int[] fixed = {0, 1, 2, 3, 4, 6, 8, 9, 13, 14, 15, 16, 17};
    for (int id : fixed) {
      MessageDecoder fresh = new MessageDecoder(new Recorder());
      ByteBuf wire = Unpooled.buffer().writeInt(40).writeByte(id);

      assertThatThrownBy(
              () -> {
                while (wire.isReadable()) {
                  fresh.step(wire);
                }
              })
          .as("message " + id)
          .isInstanceOf(WireFault.class);
    }
  }

  @Test
  void unknown_messages_pass_without_being_kept() throws Exception {
    ByteBuf wire = Unpooled.buffer().writeInt(60_000).writeByte(99).writeZero(59_999);

    feed(wire);

    assertThat(recorder.seen).containsExactly(new Message.Unknown(99));
  }

  @Test
  void random_bytes_never_throw_anything_but_a_fault() {
    for (int seed = 0; seed < 2000; seed++) {
      byte[] bytes = new byte[200];
      new SplittableRandom(seed).nextBytes(bytes);
      bytes[0] = 0;
      bytes[1] = 0;
      bytes[2] = 0;
      MessageDecoder fresh = new MessageDecoder(new Recorder());
      ByteBuf wire = Unpooled.wrappedBuffer(bytes);

      try {
        while (wire.isReadable()) {
          fresh.step(wire);
        }
      } catch (WireFault expected) {
        assertThat(expected).hasMessageMatching("a (message|block).*");
      }
    }
  }
}
