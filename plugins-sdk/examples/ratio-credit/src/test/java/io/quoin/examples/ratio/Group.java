package io.quoin.examples.ratio;

import java.lang.annotation.Annotation;

/** A member's configuration. */
record Group(String member, String secret, int slots, int weight, String data)
    implements RatioCreditConfiguration {
  static final String SECRET = "correct horse battery staple";

  static Group member(String name) {
    return new Group(name, SECRET, 4, 400, "");
  }

  Group keepingIn(Object folder) {
    return new Group(member, secret, slots, weight, folder.toString());
  }

  Group knowing(String otherSecret) {
    return new Group(member, otherSecret, slots, weight, data);
  }

  @Override
  public String _secret() {
    return secret;
  }

  @Override
  public int service_ranking() {
    return 0;
  }

  @Override
  public Class<? extends Annotation> annotationType() {
    return RatioCreditConfiguration.class;
  }
}
