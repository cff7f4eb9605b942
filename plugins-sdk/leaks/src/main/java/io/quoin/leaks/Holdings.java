package io.quoin.leaks;

import java.util.List;

/**
 * One kind of thing that a test class could leave behind. Implementations are found by {@link
 * java.util.ServiceLoader}; one serves all test classes of a virtual machine.
 */
public interface Holdings {

  /** What there is now. */
  List<Held> now();
}
