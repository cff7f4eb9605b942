package io.quoin.launcher;

import io.quoin.api.ledger.LedgerFacts;
import io.quoin.api.ledger.LedgerScout;
import io.quoin.platform.Platform;
import io.quoin.platform.PlatformException;
import io.quoin.platform.Profile;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/** Asks nodes of TRON what they are of, on a platform that has nothing but that ledger. */
final class LedgerScouting {

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private LedgerScouting() {}

  /**
   * Asks.
   *
   * @param etc the folder of configuration files
   * @param settings keys of the ledger that win over its file
   * @param hint ends the sentence of a failure
   */
  static LedgerFacts look(Path etc, Map<String, Object> settings, String hint)
      throws Failure, PlatformException, InterruptedException {
    try (Hosted hosted =
        Hosted.untilDone(
            Platform.builder()
                .bundles(Home.bundles())
                .etc(etc)
                .profile(Profile.TOKENS)
                .without("io.quoin.ledger.local")
                .without("io.quoin.wallet")
                .configure(LedgerChoice.TRON, settings)
                .start())) {
      LedgerScout scout = hosted.platform().service(LedgerScout.class, PATIENCE);
      return answer(scout, hint);
    }
  }

  private static LedgerFacts answer(LedgerScout scout, String hint)
      throws Failure, InterruptedException {
    try {
      return TokenDesk.answer(scout.look(), "what the nodes are of");
    } catch (Failure e) {
      throw new Failure(e.getMessage() + hint, e);
    }
  }
}
