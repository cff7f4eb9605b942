package io.quoin.discovery.tracker;

import io.quoin.api.net.FetchException;
import io.quoin.api.net.Fetcher;
import io.quoin.metainfo.BDictionary;
import io.quoin.metainfo.Bencode;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Notes what is asked; the test answers. */
final class ScriptedFetcher implements Fetcher {

  final List<FetchRequest> asked = new ArrayList<>();
  private final List<CompletableFuture<FetchedDocument>> answers = new ArrayList<>();

  @Override
  public CompletionStage<FetchedDocument> fetch(FetchRequest request) {
    CompletableFuture<FetchedDocument> answer = new CompletableFuture<>();
    asked.add(request);
    answers.add(answer);
    return answer;
  }

  int count() {
    return asked.size();
  }

  FetchRequest last() {
    return asked.get(asked.size() - 1);
  }

  /** The value of a parameter in a request. */
  String parameter(int index, String name) {
    for (String pair : asked.get(index).uri().getRawQuery().split("&", -1)) {
      if (pair.startsWith(name + "=")) {
        return pair.substring(name.length() + 1);
      }
    }
    return "";
  }

  void answer(int index, BDictionary.Builder body) {
    answer(index, 200, Bencode.encode(body.build()));
  }

  void answer(int index, int status, byte[] body) {
    answers.get(index).complete(new FetchedDocument(status, ByteBuffer.wrap(body)));
  }

  void fail(int index, FetchException.Code code) {
    answers.get(index).completeExceptionally(new FetchException(code, "http://secret/passkey"));
  }
}
