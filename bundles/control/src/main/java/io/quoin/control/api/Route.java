package io.quoin.control.api;

import io.quoin.api.access.Role;
import java.util.List;

/**
 * Where something is asked for.
 *
 * @param method of HTTP
 * @param path segments; {@code *} stands for any one
 * @param role that it takes
 * @param work answers
 */
record Route(String method, List<String> path, Role role, Work work) {

  /** Answers a request. */
  @FunctionalInterface
  interface Work {
    ApiAnswer answer(ApiRequest request) throws ApiException, InterruptedException;
  }

  static Route of(String method, String path, Role role, Work work) {
    return new Route(method, List.of(path.split("/")), role, work);
  }

  boolean leadsTo(List<String> asked) {
    if (asked.size() != path.size()) {
      return false;
    }
    for (int i = 0; i < path.size(); i++) {
      if (!path.get(i).equals("*") && !path.get(i).equals(asked.get(i))) {
        return false;
      }
    }
    return true;
  }
}
