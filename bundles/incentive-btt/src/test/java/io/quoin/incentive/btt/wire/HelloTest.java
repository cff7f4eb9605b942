package io.quoin.incentive.btt.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.quoin.api.ledger.Digest;
import io.quoin.api.ledger.NetId;
import io.quoin.api.ledger.TokenFacts;
import io.quoin.api.ledger.TokenId;
import io.quoin.incentive.btt.TestKeys;
import io.quoin.metainfo.BDictionary;
import io.quoin.metainfo.Bencode;
import io.quoin.metainfo.BencodeException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HelloTest {
  private static final NetId NET = NetId.ofHex("4196a1d22b6653dc");
  private static final TokenFacts TOKEN = new TokenFacts(new TokenId(1002000), "BTT", 6);

  @Test
  void what_is_offered_is_understood_once_the_nonce_is_in_it() throws BencodeException {
    ByteBuffer offer = Hello.offer(NET, TOKEN, true, true);
    BDictionary.Builder d = BDictionary.builder();
    ((BDictionary) Bencode.decode(TestKeys.bytes(offer), Bencode.Mode.STRICT))
        .entries()
        .forEach(e -> d.put(e.getKey(), e.getValue()));
    d.put("n", new byte[32]);

    assertThat(Hello.decode(ByteBuffer.wrap(Bencode.encode(d.build()))))
        .contains(new Hello(NET, TOKEN.id(), 6, Digest.ofHex("00".repeat(32)), true, true));
    assertThat(Hello.decode(offer)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "i1e",
        "de",
        "d1:vi2ee",
        "d3:deci6e1:n32:NNNNNNNNNNNNNNNNNNNNNNNNNNNNNNNN3:net7:netnetn4:rolei1e3:toki1e1:vi1ee",
        "d3:deci19e1:n32:NNNNNNNNNNNNNNNNNNNNNNNNNNNNNNNN3:net8:netnetne4:rolei1e3:toki1e1:vi1ee",
        "d3:deci6e1:n31:NNNNNNNNNNNNNNNNNNNNNNNNNNNNNNN3:net8:netnetne4:rolei1e3:toki1e1:vi1ee",
        "d3:deci6e1:n32:NNNNNNNNNNNNNNNNNNNNNNNNNNNNNNNN3:net8:netnetne4:rolei1e3:toki-1e1:vi1ee",
        "d3:deci6e1:n32:NNNNNNNNNNNNNNNNNNNNNNNNNNNNNNNN3:net8:netnetne4:role1:13:toki1e1:vi1ee",
      })
  void anything_else_is_no_peer_of_ours(String value) {
    byte[] bytes = value.getBytes(StandardCharsets.ISO_8859_1);

    assertThat(Hello.decode(ByteBuffer.wrap(bytes))).isEmpty();
  }
}
