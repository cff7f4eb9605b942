package io.quoin.control.api;

import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Finds who answers a request, and whether it may be asked. Thread-safe. */
public final class Api {

  private static final Logger LOG = LoggerFactory.getLogger(Api.class);

  private final List<Route> routes;

  Api(List<Route> routes) {
    this.routes = List.copyOf(routes);
  }

  /**
   * Answers.
   *
   * @param request what is asked
   * @return the answer, refusals included
   * @throws InterruptedException if the caller is interrupted
   */
  public ApiAnswer answer(ApiRequest request) throws InterruptedException {
    try {
      return find(request).work().answer(request);
    } catch (ApiException refusal) {
      return ApiAnswer.of(refusal);
    } catch (RuntimeException broken) {
      LOG.warn("{} /api/v1/{} failed", request.method(), String.join("/", request.path()), broken);
      return ApiAnswer.of(
          new ApiException(500, "failed", "the platform failed to answer; its log says why"));
    }
  }

  private Route find(ApiRequest request) throws ApiException {
    List<Route> there = routes.stream().filter(route -> route.leadsTo(request.path())).toList();
    if (there.isEmpty()) {
      throw ApiException.unknown("nothing is at /api/v1/" + String.join("/", request.path()));
    }
    Route route =
        there.stream()
            .filter(one -> one.method().equals(request.method()))
            .findFirst()
            .orElseThrow(
                () ->
                    new ApiException(
                        405,
                        "method",
                        "that takes "
                            + String.join(", ", there.stream().map(Route::method).toList())
                            + ", not "
                            + request.method()));
    if (!request.role().covers(route.role())) {
      throw new ApiException(
          403, "role", "that takes the role " + route.role() + ", and this is a " + request.role());
    }
    return route;
  }
}
