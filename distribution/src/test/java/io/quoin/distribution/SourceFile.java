package io.quoin.distribution;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.StringJoiner;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.tools.ToolProvider;

/** Java source with one type. */
record SourceFile(String text) {

  private static final Pattern PACKAGE = Pattern.compile("^package ([\\w.]+);", Pattern.MULTILINE);
  private static final Pattern TYPE =
      Pattern.compile(
          "^(?:package [\\w.]+; )?(?:public )?(?:final )?(?:class|interface) (\\w+)",
          Pattern.MULTILINE);

  /** The full name of its type. */
  String type() {
    Matcher type = TYPE.matcher(text);
    Matcher of = PACKAGE.matcher(text);
    if (!type.find()) {
      throw new AssertionError("no type in " + text);
    }
    return of.find() ? of.group(1) + "." + type.group(1) : type.group(1);
  }

  /** Compiles it against what the tests have, and these jars; returns the folder of classes. */
  Path compile(Path folder, List<Path> jars) throws IOException {
    String type = type();
    Path source = folder.resolve(type.substring(type.lastIndexOf('.') + 1) + ".java");
    Files.writeString(source, text);
    Path classes = Files.createDirectories(folder.resolve("classes"));
    int failed =
        ToolProvider.getSystemJavaCompiler()
            .run(
                null,
                null,
                null,
                "-proc:none",
                "-classpath",
                classPath(classes, jars),
                "-d",
                classes.toString(),
                source.toString());
    if (failed != 0) {
      throw new AssertionError(type + " does not compile");
    }
    return classes;
  }

  private static String classPath(Path classes, List<Path> jars) {
    StringJoiner path = new StringJoiner(File.pathSeparator).add(classes.toString());
    jars.forEach(jar -> path.add(jar.toString()));
    return path.add(System.getProperty("java.class.path")).toString();
  }

  /** Compiles it against what the tests have; returns the folder of classes. */
  Path compile(Path folder) throws IOException {
    return compile(folder, List.of());
  }
}
