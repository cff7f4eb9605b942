package io.quoin.installer;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** What the installer is told by configuration. */
@ObjectClassDefinition(
    name = "Quoin installer",
    description = "Plugins: how long they may take, and where they are kept")
public @interface InstallerConfiguration {

  /**
   * Where plugins are kept.
   *
   * @return a directory, or nothing
   */
  @AttributeDefinition(
      name = "Data directory",
      description =
          "Directory where installed plugins, the record of them and trusted certificates are kept"
              + " over restarts. Empty by default: a folder of the platform's data, or none, and"
              + " then they are forgotten at the end.",
      required = false)
  String data() default "";

  /**
   * Time for a start.
   *
   * @return seconds
   */
  @AttributeDefinition(
      name = "Seconds for a start",
      description =
          "Seconds in which a plugin has to start, 1 to 600, before it is refused. 30 by default:"
              + " one that opens a database may take some, one that hangs is noticed.",
      min = "1",
      max = "600")
  int start_seconds() default 30;

  /**
   * Time on trial.
   *
   * @return milliseconds
   */
  @AttributeDefinition(
      name = "Milliseconds on trial",
      description =
          "Milliseconds for which a plugin that has started is watched, 0 to 60000, before it is"
              + " taken for healthy and an old version goes. 1000 by default: configuration reaches"
              + " it later than its start.",
      min = "0",
      max = "60000")
  int watch_millis() default 1000;

  /**
   * Time for a stop.
   *
   * @return seconds
   */
  @AttributeDefinition(
      name = "Seconds for a stop",
      description =
          "Seconds in which a plugin has to stop, 1 to 600, before it is left behind. 10 by default,"
              + " as long as the platform waits at its own end.",
      min = "1",
      max = "600")
  int stop_seconds() default 10;
}
