package io.quoin.examples.webhook;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.AttributeType;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** Whom to tell, how it can know that it is us, and how often it is tried. */
@ObjectClassDefinition(
    name = "Quoin example webhook",
    description =
        "Tells a web address of torrents that are complete. It starts when it is configured.")
public @interface WebhookConfiguration {

  /**
   * Where to post to.
   *
   * @return an http or https URL
   */
  @AttributeDefinition(
      name = "URL",
      description =
          "http or https URL that each notice is posted to. It has no default. Redirects are not"
              + " followed: a notice goes nowhere else.")
  String url() default "";

  /**
   * What this platform and the receiver know and nobody else. Its key is {@code .secret}: a key
   * with a dot in front does not become a property of the service, which every bundle could read.
   *
   * @return 16 characters or more, or none
   */
  @AttributeDefinition(
      name = "Secret",
      description =
          "Signs each notice, 16 to 256 characters: the header X-Quoin-Signature is 'sha256=' and"
              + " the HMAC-SHA-256 of the body in hexadecimal. Empty by default: no header. It is"
              + " never sent.",
      type = AttributeType.PASSWORD)
  String _secret() default "";

  /**
   * How often a notice is tried.
   *
   * @return times
   */
  @AttributeDefinition(
      name = "Tries",
      description =
          "Times that a notice is tried, 1 to 20, before it is given up. 8 by default, which with"
              + " the default pause takes ten minutes.",
      min = "1",
      max = "20")
  int tries() default 8;

  /**
   * How long to wait after the first failure.
   *
   * @return seconds
   */
  @AttributeDefinition(
      name = "Pause",
      description =
          "Seconds between the first try and the second, 1 to 3600; each pause after that is twice"
              + " as long, up to an hour. 5 by default.",
      min = "1",
      max = "3600")
  int pause_seconds() default 5;
}
