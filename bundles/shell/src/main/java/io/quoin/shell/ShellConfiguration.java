package io.quoin.shell;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** What the shell is told by configuration. */
@ObjectClassDefinition(
    name = "Quoin shell",
    description = "Commands over SSH: where it listens, who comes in, how many and how long")
public @interface ShellConfiguration {

  /**
   * Where it listens.
   *
   * @return a name or literal
   */
  @AttributeDefinition(
      name = "Host",
      description =
          "Address at which the shell listens. 127.0.0.1 by default: nobody from other machines.")
  String host() default "127.0.0.1";

  /**
   * Where it listens.
   *
   * @return a TCP port, 0 for any, -1 for none
   */
  @AttributeDefinition(
      name = "Port",
      description =
          "TCP port at which the shell listens, up to 65535; 0 for any that is free. -1 by default:"
              + " the shell does not listen, since whoever embeds the platform may not want it to."
              + " The command run has 8101.",
      min = "-1",
      max = "65535")
  int port() default -1;

  /**
   * Where keys are kept.
   *
   * @return a directory, or nothing
   */
  @AttributeDefinition(
      name = "Data directory",
      description =
          "Directory of the host's key and the administrator's, and of known_hosts, which names the"
              + " address and the key of a shell that listens. Empty by default: a folder of the"
              + " platform's data, or none, and then there are new keys at each start.",
      required = false)
  String data() default "";

  /**
   * Who comes in.
   *
   * @return a file, or nothing
   */
  @AttributeDefinition(
      name = "Authorized keys",
      description =
          "File of public keys in the format of OpenSSH, each with the option role=\"viewer\","
              + " \"operator\" or \"administrator\"; viewer without. Read at each log-in. Empty by"
              + " default: authorized_keys in the data directory.",
      required = false)
  String authorized_keys() default "";

  /**
   * Time for which nothing may come.
   *
   * @return seconds
   */
  @AttributeDefinition(
      name = "Idle seconds",
      description =
          "Seconds without input or output after which a session ends, 1 to 86400. 1800 by default:"
              + " a forgotten window does not stay open overnight.",
      min = "1",
      max = "86400")
  int idle_seconds() default 1800;

  /**
   * Bound on sessions.
   *
   * @return how many
   */
  @AttributeDefinition(
      name = "Most sessions",
      description =
          "Sessions at a time, logged in or not, 1 to 10000; further ones are closed at once. 256"
              + " by default: more than a team and its scripts have.",
      min = "1",
      max = "10000")
  int sessions() default 256;
}
