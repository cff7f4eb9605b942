package io.quoin.devnet.chain;

import com.google.protobuf.ByteString;
import org.tron.trident.proto.Response.ResourceReceipt;
import org.tron.trident.proto.Response.TransactionInfo;

/**
 * What a transaction cost.
 *
 * @param points free bandwidth that it used
 * @param netFee sun that it paid instead
 * @param otherFees sun for a new account, a memo, more signatures
 */
record Receipt(long points, long netFee, long otherFees) {

  TransactionInfo in(SimulatedBlock.Place place, ByteString id) {
    return TransactionInfo.newBuilder()
        .setId(id)
        .setFee(Math.addExact(netFee, otherFees))
        .setBlockNumber(place.number())
        .setBlockTimeStamp(place.time())
        .addContractResult(ByteString.EMPTY)
        .setReceipt(ResourceReceipt.newBuilder().setNetUsage(points).setNetFee(netFee))
        .build();
  }
}
