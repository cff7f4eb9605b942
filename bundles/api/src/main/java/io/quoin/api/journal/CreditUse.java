package io.quoin.api.journal;

/**
 * What all who pay us together have of our credit.
 *
 * @param known debts, without what was given up, of addresses that have finally settled with us
 * @param strangers the same of addresses that never have
 * @param lostToStrangers what was given up of strangers' debts in the last 24 hours, paid since or
 *     not
 */
public record CreditUse(long known, long strangers, long lostToStrangers) {}
