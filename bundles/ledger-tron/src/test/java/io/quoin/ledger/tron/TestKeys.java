package io.quoin.ledger.tron;

import io.quoin.api.ledger.Address;
import io.quoin.api.ledger.Digest;
import io.quoin.api.ledger.Signature;
import io.quoin.api.wallet.Signatures;
import io.quoin.wallet.key.Keccak;
import io.quoin.wallet.key.SigningKey;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;

/** Public keys that are never funded, and who signed with them. */
final class TestKeys implements Signatures {

  static final SigningKey PAYER =
      key("da146374a75310b9666e834ee4ad0866d6f4035967bfc76217c5a495fff9f0d0");
  static final SigningKey PAYEE =
      key("f31db24bfbd1a2ef19beddca0a0fa37632eded9ac666a05d3bd925f01dde1f62");
  static final SigningKey HOT =
      key("9ab06d4ddc783eaedadb2b1967bf664f8c859f6635c416c67941d3766fdee6b2");

  private final Map<Signature, Address> made = new ConcurrentHashMap<>();

  static SigningKey key(String hex) {
    return SigningKey.of(HexFormat.of().parseHex(hex));
  }

  Signature sign(SigningKey key, Digest digest) {
    Signature signature = key.sign(digest);
    made.put(signature, key.address());
    return signature;
  }

  @Override
  public Digest keccak256(ByteBuffer bytes) {
    return Keccak.digest(bytes);
  }

  @Override
  public CompletionStage<Optional<Address>> signer(Digest digest, Signature signature) {
    return CompletableFuture.completedStage(Optional.ofNullable(made.get(signature)));
  }
}
