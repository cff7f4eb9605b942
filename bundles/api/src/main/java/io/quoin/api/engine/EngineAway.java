package io.quoin.api.engine;

/** The engine is stopped or being replaced; try again when it is back. */
public final class EngineAway extends IllegalStateException {
  private static final long serialVersionUID = 1L;

  /** Names the state. */
  public EngineAway() {
    super("the engine is away; its torrents go on when it returns");
  }
}
