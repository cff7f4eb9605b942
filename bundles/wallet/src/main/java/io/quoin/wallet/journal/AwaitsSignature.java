package io.quoin.wallet.journal;

import java.sql.SQLException;

/**
 * A lane was read whose newest voucher is drafted in this transaction and not yet signed. The entry
 * that read it is undone and done again once it is.
 */
final class AwaitsSignature extends SQLException {
  private static final long serialVersionUID = 1L;
}
