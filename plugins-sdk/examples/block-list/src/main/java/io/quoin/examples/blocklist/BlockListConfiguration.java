package io.quoin.examples.blocklist;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** Where the list is, and how often it is looked at. */
@ObjectClassDefinition(
    name = "Quoin example block list",
    description =
        "Refuses the peers whose addresses a list names. It starts when it is configured.")
public @interface BlockListConfiguration {

  /**
   * Where the list is.
   *
   * @return a file
   */
  @AttributeDefinition(
      name = "File",
      description =
          "The list: lines of the P2P format (NAME:FIRST-LAST), the DAT format (FIRST - LAST , LEVEL"
              + " , NAME, refused below level 128), addresses and CIDR ranges, mixed as you like; may"
              + " be compressed with gzip. At most 32 MiB of text and 500000 ranges; a longer list is"
              + " not used. It has no default.")
  String file() default "";

  /**
   * How often it is looked whether the file has changed.
   *
   * @return seconds
   */
  @AttributeDefinition(
      name = "Interval",
      description =
          "Seconds between two looks whether the file has changed, 1 to 86400. 60 by default. Until a"
              + " changed list can be read the one before is used.",
      min = "1",
      max = "86400")
  int interval_seconds() default 60;
}
