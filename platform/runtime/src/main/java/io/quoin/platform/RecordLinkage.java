package io.quoin.platform;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.runtime.ObjectMethods;

/**
 * Lets go of the record that was linked last. Before JDK 20 the virtual machine's factory of record
 * methods remembers the type that it was last asked for, strongly: a record of a bundle would hold
 * its class loader, and with it a stopped container. Asked for one of the platform's own types, it
 * remembers that. Later ones remember a bundle's softly.
 */
final class RecordLinkage {

  private RecordLinkage() {}

  private record Own(Own next) {}

  static void forgetBundles() {
    try {
      link("equals", MethodType.methodType(boolean.class, Own.class, Object.class));
      link("hashCode", MethodType.methodType(int.class, Own.class));
      link("toString", MethodType.methodType(String.class, Own.class));
    } catch (Throwable e) {
      throw new IllegalStateException("a record of the platform cannot be linked", e);
    }
  }

  private static void link(String method, MethodType type) throws Throwable {
    MethodHandles.Lookup lookup = MethodHandles.lookup();
    ObjectMethods.bootstrap(
        lookup, method, type, Own.class, "next", lookup.findGetter(Own.class, "next", Own.class));
  }
}
