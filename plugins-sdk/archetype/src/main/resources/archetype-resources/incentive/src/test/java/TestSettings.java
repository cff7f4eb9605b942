package ${package};

import java.lang.annotation.Annotation;

/** Serves one friend, and nobody else. */
final class TestSettings implements FriendsFirst.Settings {

  private final String friend;

  TestSettings(String friend) {
    this.friend = friend;
  }

  @Override
  public String[] friends() {
    return new String[] {friend};
  }

  @Override
  public boolean strangers() {
    return false;
  }

  @Override
  public Class<? extends Annotation> annotationType() {
    return FriendsFirst.Settings.class;
  }
}
