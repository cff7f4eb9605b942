package io.quoin.control;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** What the control server is told by configuration. */
@ObjectClassDefinition(
    name = "Quoin control",
    description = "Control over HTTP: where it listens, and who comes in")
public @interface ControlConfiguration {

  /**
   * Where it listens.
   *
   * @return a name or literal
   */
  @AttributeDefinition(
      name = "Host",
      description =
          "Address at which control listens. 127.0.0.1 by default: nobody from other machines. At"
              + " any other it listens only where there are users.")
  String host() default "127.0.0.1";

  /**
   * Where it listens.
   *
   * @return a TCP port, 0 for any, -1 for none
   */
  @AttributeDefinition(
      name = "Port",
      description =
          "TCP port at which control listens, up to 65535; 0 for any that is free. -1 by default:"
              + " control does not listen, since whoever embeds the platform may not want it to."
              + " The command run has 9091, where Transmission's clients look for it.",
      min = "-1",
      max = "65535")
  int port() default -1;

  /**
   * Names by which it is asked for.
   *
   * @return names, or *. and a name
   */
  @AttributeDefinition(
      name = "Host names",
      description =
          "Names by which clients and proxies ask for this server, besides localhost and its"
              + " addresses; *.example.org is every name below example.org. Requests for other names"
              + " are refused: pages of other sites could ask with them. None by default.",
      required = false)
  String[] host_names() default {};

  /**
   * Where users are kept.
   *
   * @return a directory, or nothing
   */
  @AttributeDefinition(
      name = "Data directory",
      description =
          "Directory of the file users, which 'quoin password' writes, and of the file address, which"
              + " says where a server that runs listens. Empty by default: a folder of the platform's"
              + " data, or none, and then there are no users.",
      required = false)
  String data() default "";

  /**
   * Its key for TLS.
   *
   * @return a file, or nothing
   */
  @AttributeDefinition(
      name = "TLS keys",
      description =
          "PKCS #12 file with the private key and certificates by which the server is known. Empty"
              + " by default: it speaks plain HTTP.",
      required = false)
  String tls_keys() default "";

  /**
   * The key's password.
   *
   * @return a file, or nothing
   */
  @AttributeDefinition(
      name = "TLS password file",
      description =
          "File with the password of the TLS keys, in UTF-8. Empty by default: there are none.",
      required = false)
  String tls_password_file() default "";

  /**
   * Files of a web client.
   *
   * @return a directory, or nothing
   */
  @AttributeDefinition(
      name = "Web home",
      description =
          "Directory of a web client made for Transmission, which is served at /transmission/web/."
              + " Empty by default: none is.",
      required = false)
  String web_home() default "";

  /**
   * Bound on connections.
   *
   * @return how many
   */
  @AttributeDefinition(
      name = "Most connections",
      description =
          "Connections at a time, 1 to 1024; further ones wait until another ends. 64 by default: a"
              + " browser has six, a program one.",
      min = "1",
      max = "1024")
  int connections() default 64;
}
