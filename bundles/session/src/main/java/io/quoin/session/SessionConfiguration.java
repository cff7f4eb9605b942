package io.quoin.session;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** What the session is told by configuration. */
@ObjectClassDefinition(
    name = "Quoin session",
    description = "The register of torrents: what is wanted and how much of it is remembered")
public @interface SessionConfiguration {

  /**
   * Where torrents and their resume records are kept.
   *
   * @return a directory, or nothing
   */
  @AttributeDefinition(
      name = "Data directory",
      description =
          "Directory where torrents, settings and resume records are kept over restarts. Empty by"
              + " default: nothing is remembered, and the resume record of a torrent is in"
              + " .quoin beside its files, for programs that run once.",
      required = false)
  String data() default "";
}
