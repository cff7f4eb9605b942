package io.quoin.installer;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** What the installer is told by configuration. */
@ObjectClassDefinition(
    name = "Quoin installer",
    description =
        "Plugins: how long they may take, where they are kept, and where they are looked for")
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

  /**
   * Indexes of repositories.
   *
   * @return their addresses
   */
  @AttributeDefinition(
      name = "Repositories",
      description =
          "Addresses of indexes of OSGi repositories (index.xml, packed with gzip or not), file,"
              + " http or https, in which plugins are found by name. Empty by default: none.",
      required = false)
  String[] repositories() default {};

  /**
   * The local Maven repository.
   *
   * @return a directory, or nothing
   */
  @AttributeDefinition(
      name = "Local Maven repository",
      description =
          "Directory where plugins that are named by Maven coordinates are looked for first. Empty"
              + " by default: .m2/repository in the home directory.",
      required = false)
  String maven_local() default "";

  /**
   * A remote Maven repository.
   *
   * @return its address, or nothing
   */
  @AttributeDefinition(
      name = "Remote Maven repository",
      description =
          "Address where they are looked for next, file, http or https; empty for nowhere. Maven"
              + " Central by default, as Maven itself has it.",
      required = false)
  String maven_remote() default "https://repo.maven.apache.org/maven2/";

  /**
   * Time for fetching.
   *
   * @return seconds
   */
  @AttributeDefinition(
      name = "Seconds to fetch",
      description =
          "Seconds in which everything that is fetched for one plugin has to be there, 1 to 3600."
              + " 300 by default: the largest plugin takes that long at 0.5 MB/s.",
      min = "1",
      max = "3600")
  int fetch_seconds() default 300;
}
