package io.quoin.control.api;

import io.quoin.api.access.Role;
import java.util.List;

/**
 * What is asked.
 *
 * @param method of HTTP, such as {@code GET}
 * @param path what follows {@code /api/v1/}, split at slashes and decoded
 * @param body JSON; empty if there is none
 * @param role what whoever asks may do
 */
public record ApiRequest(String method, List<String> path, String body, Role role) {

  /** Keeps a copy. */
  public ApiRequest {
    path = List.copyOf(path);
  }
}
