package io.quoin.control.rpc;

/** A method of the protocol. What it does is done when it returns; then its answer is written. */
@FunctionalInterface
interface Method {

  /**
   * Does it.
   *
   * @throws RpcFault if it is not done, with the reason
   */
  Answer call(Params params) throws RpcFault;
}
