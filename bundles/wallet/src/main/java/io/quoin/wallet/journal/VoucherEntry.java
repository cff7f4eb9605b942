package io.quoin.wallet.journal;

import io.quoin.api.journal.Budgets;
import io.quoin.api.journal.JournalException;
import io.quoin.api.journal.JournalException.Code;
import io.quoin.api.journal.SignedVoucher;
import io.quoin.api.journal.Voucher;
import io.quoin.api.journal.VoucherOrder;
import io.quoin.api.ledger.Digest;
import io.quoin.api.ledger.Signature;
import io.quoin.api.wallet.Wallet;
import java.sql.SQLException;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.function.Supplier;

/** Promises to pay: drafted in the transaction, signed by the wallet, stored in the same one. */
final class VoucherEntry extends Entry<SignedVoucher> {

  private final long epoch;
  private final VoucherOrder order;
  private final Function<Voucher, Digest> digest;
  private final Wallet wallet;
  private final HotKey hotKey;
  private final Supplier<Budgets> budgets;
  private Optional<Voucher> draft = Optional.empty();
  private Optional<SignedVoucher> signed = Optional.empty();

  VoucherEntry(
      long epoch,
      VoucherOrder order,
      Function<Voucher, Digest> digest,
      Wallet wallet,
      HotKey hotKey,
      Supplier<Budgets> budgets) {
    super(true);
    this.epoch = epoch;
    this.order = order;
    this.digest = digest;
    this.wallet = wallet;
    this.hotKey = hotKey;
    this.budgets = budgets;
  }

  @Override
  Optional<CompletionStage<Signature>> apply(Books books) throws SQLException, JournalException {
    books.requireEpoch(epoch);
    hotKey.check();
    Voucher voucher = books.vouchers().draft(order, budgets.get(), wallet.signer(), books.now());
    draft = Optional.of(voucher);
    return Optional.of(wallet.sign(digest(voucher)));
  }

  private Digest digest(Voucher voucher) throws JournalException {
    try {
      return digest.apply(voucher);
    } catch (RuntimeException failure) {
      throw new JournalException(
          Code.NOT_SIGNED, "nothing came to be signed for voucher " + voucher, failure);
    }
  }

  @Override
  void sign(Books books, Signature signature) throws SQLException {
    SignedVoucher voucher = new SignedVoucher(draft.orElseThrow(), signature);
    books.vouchers().sign(voucher.voucher(), signature);
    signed = Optional.of(voucher);
  }

  @Override
  SignedVoucher result() {
    return signed.orElseThrow();
  }
}
