package io.quoin.leaks;

/**
 * One thing that is held.
 *
 * @param name what is compared: of two things with the same name one is as good as the other
 * @param detail what helps to find who holds it; may be empty
 */
public record Held(String name, String detail) {

  @Override
  public String toString() {
    return detail.isEmpty() ? name : name + " (" + detail + ")";
  }
}
