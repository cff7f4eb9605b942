package io.quoin.control.rpc;

import io.quoin.api.net.Fetcher;
import io.quoin.api.net.Fetcher.FetchRequest;
import io.quoin.api.net.Fetcher.FetchedDocument;
import io.quoin.api.torrent.TorrentSource;
import io.quoin.control.rpc.RpcFault.Code;
import io.quoin.metainfo.Magnet;
import io.quoin.metainfo.Metainfo;
import io.quoin.metainfo.MetainfoException;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/**
 * What a torrent is added from: its bytes in the call, a magnet or an info-hash, an address that is
 * fetched by the rules of {@link Fetcher}, or a file of this machine below the allowed roots.
 */
final class TorrentSources {

  static final int LARGEST = 16 << 20;

  private static final Name METAINFO = Name.of("metainfo");
  private static final Name FILENAME = Name.of("filename");
  private static final Name COOKIES = Name.of("cookies");
  private static final Pattern HASH = Pattern.compile("[0-9a-fA-F]{40}|[A-Za-z2-7]{32}");
  private static final Duration FETCH = Duration.ofSeconds(50);
  private static final Duration FETCH_WAIT = FETCH.plusSeconds(5);
  private static final int OK = 200;

  private final Supplier<Optional<Fetcher>> fetcher;
  private final boolean insideAllowed;
  private final Roots roots;

  TorrentSources(Supplier<Optional<Fetcher>> fetcher, boolean insideAllowed, Roots roots) {
    this.fetcher = fetcher;
    this.insideAllowed = insideAllowed;
    this.roots = roots;
  }

  TorrentSource of(Params params) throws RpcFault {
    Optional<String> bytes = params.text(METAINFO).filter(text -> !text.isEmpty());
    if (bytes.isPresent()) {
      return torrent(decoded(bytes.get()));
    }
    String filename =
        params
            .text(FILENAME)
            .map(String::strip)
            .filter(text -> !text.isEmpty())
            .orElseThrow(() -> RpcFault.invalid("no filename or metainfo specified"));
    String start = filename.toLowerCase(Locale.ROOT);
    if (start.startsWith("magnet:")) {
      return magnet(filename);
    }
    if (HASH.matcher(filename).matches()) {
      return magnet("magnet:?xt=urn:btih:" + filename);
    }
    if (start.startsWith("http://") || start.startsWith("https://")) {
      return torrent(fetched(filename, params));
    }
    return torrent(read(roots.allowed(filename)));
  }

  private static byte[] decoded(String text) throws RpcFault {
    try {
      return Base64.getMimeDecoder().decode(text);
    } catch (IllegalArgumentException malformed) {
      throw new RpcFault(Code.UNRECOGNIZED_INFO, "the metainfo is not in base 64");
    }
  }

  private static TorrentSource torrent(byte[] bytes) throws RpcFault {
    try {
      return new TorrentSource.Torrent(Metainfo.parse(bytes));
    } catch (MetainfoException refused) {
      throw new RpcFault(
          Code.CORRUPT_TORRENT, "invalid or corrupt torrent file: " + refused.getMessage());
    }
  }

  private static TorrentSource magnet(String link) throws RpcFault {
    try {
      return new TorrentSource.Link(Magnet.parse(link));
    } catch (MetainfoException refused) {
      throw new RpcFault(Code.UNRECOGNIZED_INFO, "unrecognized info: " + refused.getMessage());
    }
  }

  private byte[] fetched(String address, Params params) throws RpcFault {
    if (params.text(COOKIES).filter(cookies -> !cookies.isBlank()).isPresent()) {
      throw RpcFault.invalid(
          "cookies are not sent; fetch the torrent yourself and add it as metainfo");
    }
    Fetcher now =
        fetcher
            .get()
            .orElseThrow(
                () ->
                    new RpcFault(
                        Code.SYSTEM_ERROR, "nothing can be fetched while the engine is away"));
    CompletionStage<FetchedDocument> fetching =
        now.fetch(new FetchRequest(uri(address), FETCH, LARGEST, insideAllowed));
    FetchedDocument document = Patience.await(fetching, FETCH_WAIT);
    if (document.status() != OK) {
      throw new RpcFault(
          Code.HTTP_ERROR, "the torrent's address answered with HTTP status " + document.status());
    }
    byte[] bytes = new byte[document.body().remaining()];
    document.body().get(bytes);
    return bytes;
  }

  private static URI uri(String address) throws RpcFault {
    try {
      return new URI(address);
    } catch (URISyntaxException malformed) {
      throw RpcFault.invalid("the torrent's address is none: " + malformed.getReason());
    }
  }

  private static byte[] read(Path file) throws RpcFault {
    try {
      if (!Files.isRegularFile(file) || Files.size(file) > LARGEST) {
        throw RpcFault.invalid("there is no torrent file '" + file + "'");
      }
      try (InputStream in = Files.newInputStream(file)) {
        return in.readNBytes(LARGEST);
      }
    } catch (IOException unreadable) {
      throw new RpcFault(Code.SYSTEM_ERROR, "the file '" + file + "' cannot be read");
    }
  }
}
