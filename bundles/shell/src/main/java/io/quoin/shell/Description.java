package io.quoin.shell;

import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.felix.service.command.Descriptor;
import org.apache.felix.service.command.Parameter;

/**
 * What a command says about itself by Gogo's annotations.
 *
 * @param text what it does
 * @param example of a line; empty if it gives none
 * @param switches in order
 * @param words what the words after them are, in order
 */
record Description(String text, String example, List<Switch> switches, List<String> words) {

  static final Description NONE = new Description("", "", List.of(), List.of());

  private static final Pattern WITH_EXAMPLE = Pattern.compile("(.*?);? *example: *(.*)");

  /** A switch; with a value after it, or without. */
  record Switch(String name, boolean hasValue, String text) {}

  /** A service says what its function is; services come from strangers and may say nothing. */
  static Description of(Object service, String function) {
    try {
      return Arrays.stream(service.getClass().getMethods())
          .filter(method -> method.getName().equals(function))
          .max(Comparator.comparingInt(Method::getParameterCount))
          .map(Description::of)
          .orElse(NONE);
    } catch (LinkageError e) {
      return NONE;
    }
  }

  private static Description of(Method method) {
    List<Switch> switches = new ArrayList<>();
    List<String> words = new ArrayList<>();
    for (Annotation[] annotations : method.getParameterAnnotations()) {
      Optional<String> text = one(Descriptor.class, annotations).map(Descriptor::value);
      Optional<Parameter> option = one(Parameter.class, annotations);
      if (option.isPresent()) {
        boolean hasValue = option.get().presentValue().equals(Parameter.UNSPECIFIED);
        Arrays.stream(option.get().names())
            .forEach(name -> switches.add(new Switch(name, hasValue, text.orElse(""))));
      } else {
        text.ifPresent(words::add);
      }
    }
    String whole =
        Optional.ofNullable(method.getAnnotation(Descriptor.class))
            .map(Descriptor::value)
            .orElse("");
    Matcher example = WITH_EXAMPLE.matcher(whole);
    return example.matches()
        ? new Description(example.group(1), example.group(2), switches, words)
        : new Description(whole, "", switches, words);
  }

  private static <T extends Annotation> Optional<T> one(Class<T> type, Annotation[] annotations) {
    return Arrays.stream(annotations).filter(type::isInstance).map(type::cast).findFirst();
  }
}
