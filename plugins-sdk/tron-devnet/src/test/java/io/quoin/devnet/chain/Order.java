package io.quoin.devnet.chain;

import com.google.protobuf.Any;
import com.google.protobuf.ByteString;
import com.google.protobuf.Message;
import io.quoin.api.ledger.Address;
import io.quoin.api.ledger.Digest;
import io.quoin.wallet.key.SigningKey;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.tron.trident.proto.Chain.Transaction;
import org.tron.trident.proto.Chain.Transaction.Contract.ContractType;
import org.tron.trident.proto.Contract.TransferAssetContract;
import org.tron.trident.proto.Contract.TransferContract;

/** A transaction as a wallet makes it. No two are alike, unless one is signed twice. */
public final class Order {

  private static final AtomicLong TIMES = new AtomicLong(1);

  private final Transaction.raw.Builder raw = Transaction.raw.newBuilder();
  private final TransferAssetContract.Builder transfer = TransferAssetContract.newBuilder();
  private final List<SigningKey> signers = new ArrayList<>();
  private ContractType type = ContractType.TransferAssetContract;
  private Message content = TransferAssetContract.getDefaultInstance();
  private int permission;
  private int contracts = 1;

  private Order() {}

  /** Tokens of a chain, from the owner of a key to somebody. */
  public static Order of(SimulatedChain chain, SigningKey payer, Address to, long amount) {
    Order order = new Order();
    order
        .transfer
        .setAssetName(ByteString.copyFromUtf8(Long.toString(chain.newest().token().id())))
        .setOwnerAddress(bytes(payer.address()))
        .setToAddress(bytes(to))
        .setAmount(amount);
    order.raw.setTimestamp(TIMES.incrementAndGet());
    order.signers.add(payer);
    return order.referringTo(chain.solid().head()).expiringIn(chain, Duration.ofHours(1));
  }

  public static ByteString bytes(Address address) {
    return ByteString.copyFrom(address.bytes());
  }

  public Order referringTo(SimulatedBlock block) {
    raw.setRefBlockBytes(block.id().substring(6, 8)).setRefBlockHash(block.id().substring(8, 16));
    return this;
  }

  public Order expiringIn(SimulatedChain chain, Duration life) {
    raw.setExpiration(chain.newest().head().time() + life.toMillis());
    return this;
  }

  public Order ofToken(String name) {
    transfer.setAssetName(ByteString.copyFromUtf8(name));
    return this;
  }

  public Order from(Address owner) {
    transfer.setOwnerAddress(bytes(owner));
    return this;
  }

  public Order to(ByteString address) {
    transfer.setToAddress(address);
    return this;
  }

  public Order withMemo(int bytes) {
    raw.setData(ByteString.copyFrom(new byte[bytes]));
    return this;
  }

  public Order under(int permissionId) {
    permission = permissionId;
    return this;
  }

  public Order signedBy(SigningKey... keys) {
    signers.clear();
    signers.addAll(Arrays.asList(keys));
    return this;
  }

  public Order contracts(int count) {
    contracts = count;
    return this;
  }

  /** The same amount in coins instead of tokens. */
  public Order ofCoins() {
    return doing(
        ContractType.TransferContract,
        TransferContract.newBuilder()
            .setOwnerAddress(transfer.getOwnerAddress())
            .setToAddress(transfer.getToAddress())
            .setAmount(transfer.getAmount())
            .build());
  }

  /** Something else altogether. */
  public Order doing(ContractType kind, Message what) {
    type = kind;
    content = what;
    return this;
  }

  public Transaction.raw raw() {
    Message what = content instanceof TransferAssetContract ? transfer.build() : content;
    Transaction.raw.Builder whole = raw.clone();
    for (int i = 0; i < contracts; i++) {
      whole.addContract(
          Transaction.Contract.newBuilder()
              .setType(type)
              .setParameter(Any.pack(what))
              .setPermissionId(permission));
    }
    return whole.build();
  }

  public Transaction signed() {
    return signed(raw(), signers);
  }

  public static Transaction signed(Transaction.raw data, List<SigningKey> signers) {
    Transaction.Builder transaction = Transaction.newBuilder().setRawData(data);
    Digest id = Digest.of(id(data).toByteArray());
    signers.forEach(key -> transaction.addSignature(ByteString.copyFrom(key.sign(id).bytes())));
    return transaction.build();
  }

  public static ByteString id(Transaction.raw data) {
    return Hashes.sha256(data);
  }

  public static ByteString id(Transaction transaction) {
    return id(transaction.getRawData());
  }
}
