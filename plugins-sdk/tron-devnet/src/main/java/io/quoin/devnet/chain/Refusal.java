package io.quoin.devnet.chain;

import org.tron.trident.proto.Response.TransactionReturn.response_code;

/** Why a transaction is not taken, as a node tells it. */
public final class Refusal extends Exception {
  private static final long serialVersionUID = 1L;

  private final response_code code;

  Refusal(response_code code, String words) {
    super(words);
    this.code = code;
  }

  static Refusal invalid(String words) {
    return new Refusal(response_code.CONTRACT_VALIDATE_ERROR, "Contract validate error : " + words);
  }

  static Refusal unsigned(String words) {
    return new Refusal(response_code.SIGERROR, "Validate signature error: " + words);
  }

  static Refusal poor() {
    return new Refusal(response_code.BANDWITH_ERROR, "Account resource insufficient error.");
  }

  static Refusal expired() {
    return new Refusal(response_code.TRANSACTION_EXPIRATION_ERROR, "Transaction expired");
  }

  static Refusal busy() {
    return new Refusal(response_code.SERVER_BUSY, "Server busy.");
  }

  /**
   * The kind.
   *
   * @return never SUCCESS
   */
  public response_code code() {
    return code;
  }
}
