package io.quoin.examples.ratio;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.AttributeType;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** The group, who we are in it, and what credit is worth. */
@ObjectClassDefinition(
    name = "Quoin example ratio credit",
    description =
        "Members of a private group who gave more than they took are served sooner. It starts when"
            + " it is configured.")
public @interface RatioCreditConfiguration {

  /**
   * Our name in the group.
   *
   * @return 1 to 32 of a-z, 0-9, dot, underscore and hyphen
   */
  @AttributeDefinition(
      name = "Member",
      description =
          "Our name in the group: 1 to 32 of a-z, 0-9, dot, underscore and hyphen. It has no"
              + " default: every member has its own. Peers that offer the extension are told it.")
  String member() default "";

  /**
   * What all members know and nobody else. Its key is {@code .secret}: a key with a dot in front
   * does not become a property of the service, which every bundle could read.
   *
   * @return 16 characters or more
   */
  @AttributeDefinition(
      name = "Secret",
      description =
          "The group's secret, the same for all members: 16 to 256 characters. It has no default."
              + " It is never sent.",
      type = AttributeType.PASSWORD)
  String _secret() default "";

  /**
   * How many members in credit are served at once.
   *
   * @return slots
   */
  @AttributeDefinition(
      name = "Slots",
      description =
          "Members in credit that are served at once, 1 to 100. They take ordinary upload slots; 4"
              + " by default, half of these.",
      min = "1",
      max = "100")
  int slots() default 4;

  /**
   * What a member in credit has of a limited upload rate, relative to others.
   *
   * @return percent
   */
  @AttributeDefinition(
      name = "Weight",
      description =
          "Share of a limited upload rate that a member in credit has, in percent of anybody"
              + " else's, 100 to 10000. 400 by default: clearly sooner, and nobody starves.",
      min = "100",
      max = "10000")
  int weight() default 400;

  /**
   * Where the book is kept.
   *
   * @return a folder
   */
  @AttributeDefinition(
      name = "Data",
      description =
          "Folder for the book of who gave and took how much. Empty by default: a folder of the"
              + " platform's data, or none, and then a restart forgets everybody's credit.")
  String data() default "";

  /**
   * Which of several incentives is used.
   *
   * @return the service's ranking
   */
  @AttributeDefinition(
      name = "Ranking",
      description =
          "Of several incentives the one with the highest ranking is used, unless the engine's"
              + " configuration names one. 0 by default.")
  int service_ranking() default 0;
}
