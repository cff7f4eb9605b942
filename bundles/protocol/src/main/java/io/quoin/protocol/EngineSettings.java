package io.quoin.protocol;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** Settings of the engine. */
@ObjectClassDefinition(
    id = EngineComponent.PID,
    name = "Engine",
    description = "Torrents at work, and who is served first")
@interface EngineSettings {

  @AttributeDefinition(
      description =
          "Id of the incentive that decides who is served first; empty: the one of the highest service ranking;"
              + " 'none': tit for tat even if there is one. A change takes effect at once, and no"
              + " connection closes for it. Default: empty")
  String incentive() default "";

  @AttributeDefinition(
      description =
          "Seed of all random choices, for runs that are to be repeated; 0 draws one. A change takes"
              + " effect when the engine starts again. Default: 0")
  long seed() default 0;
}
