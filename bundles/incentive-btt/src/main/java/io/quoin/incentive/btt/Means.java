package io.quoin.incentive.btt;

import io.quoin.api.incentive.IncentiveContext;
import io.quoin.incentive.btt.peer.Answers;
import io.quoin.incentive.btt.peer.Money;
import io.quoin.incentive.btt.peer.Permissions;
import io.quoin.incentive.btt.wire.Offenders;
import java.time.Instant;
import java.util.function.Supplier;

/**
 * What it takes to trade, whether we sell or buy.
 *
 * @param settings what the user decided
 * @param money where it is
 * @param answers brings what is asked of services to the policy's thread
 * @param permissions who may spend for whom
 * @param context the engine
 * @param offenders whose signatures were wrong
 * @param ledgerTime the solidified time of the ledger, or the local one
 * @param publish puts a changed allocation into effect
 */
public record Means(
    BttSettings settings,
    Money money,
    Answers answers,
    Permissions permissions,
    IncentiveContext context,
    Offenders offenders,
    Supplier<Instant> ledgerTime,
    Runnable publish) {}
