package io.quoin.control.rpc;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import com.google.gson.Strictness;
import com.google.gson.stream.JsonWriter;
import io.quoin.api.access.Role;
import io.quoin.api.control.Shutdown;
import io.quoin.api.net.Fetcher;
import io.quoin.api.session.SessionControl;
import io.quoin.control.rpc.RpcFault.Code;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The protocol's envelopes: says which dialect a call is in, finds the method, and wraps what it
 * says. A method is done before the first byte of its answer is written, so that a failure is
 * always an answer of its own.
 */
final class TransmissionRpc implements RpcCalls {

  /** Most calls in one batch. */
  static final int BATCH = 100;

  private static final Logger LOG = LoggerFactory.getLogger(TransmissionRpc.class);
  private static final String JSON_RPC = "jsonrpc";

  private final Map<String, Method> methods = new HashMap<>();

  /**
   * What calls are answered from.
   *
   * @param session the torrents
   * @param clock the time
   * @param fetcher fetches torrents, if it is there
   * @param insideAllowed whether torrents may be fetched from inside addresses
   * @param shutdown ends the platform, if that is allowed
   * @param roots where data may be
   */
  record World(
      SessionControl session,
      InstantSource clock,
      Supplier<Optional<Fetcher>> fetcher,
      boolean insideAllowed,
      Supplier<Optional<Shutdown>> shutdown,
      Roots roots) {}

  TransmissionRpc(World world) {
    methods.putAll(new TorrentActions(world.session(), world.clock(), world.roots()).methods());
    methods.putAll(new SessionMethods(world.session(), world.roots(), world.shutdown()).methods());
    methods.put("torrent_get", new TorrentGet(world.session(), world.clock()));
    methods.put("torrent_set", new TorrentSet(world.session(), world.clock(), world.roots()));
    methods.put(
        "torrent_add",
        new TorrentAdd(
            world.session(),
            new TorrentSources(world.fetcher(), world.insideAllowed(), world.roots()),
            world.roots()));
  }

  @Override
  public void answer(InputStream call, OutputStream answer, Role role) throws IOException {
    JsonWriter json =
        new JsonWriter(new BufferedWriter(new OutputStreamWriter(answer, StandardCharsets.UTF_8)));
    json.setStrictness(Strictness.STRICT);
    try {
      answer(JsonTree.read(call), role, json);
    } catch (RpcFault unreadable) {
      failure(unreadable, JsonNull.INSTANCE, json);
    }
    json.flush();
  }

  private void answer(JsonElement call, Role role, JsonWriter json) throws IOException {
    if (call instanceof JsonArray batch) {
      batch(batch, role, json);
    } else if (call instanceof JsonObject one && !one.has(JSON_RPC)) {
      older(one, role, json);
    } else {
      newer(call, role, json, () -> {});
    }
  }

  // --- the newer dialect ---

  /** Without an answer there is no list of answers either. */
  private void batch(JsonArray batch, Role role, JsonWriter json) throws IOException {
    if (batch.isEmpty() || batch.size() > BATCH) {
      failure(
          new RpcFault(Code.INVALID_REQUEST, "a batch has 1 to " + BATCH + " calls"),
          JsonNull.INSTANCE,
          json);
      return;
    }
    boolean[] begun = {false};
    Out.Value begin =
        () -> {
          if (!begun[0]) {
            begun[0] = true;
            json.beginArray();
          }
        };
    for (JsonElement call : batch) {
      newer(call, role, json, begin);
    }
    if (begun[0]) {
      json.endArray();
    }
  }

  private void newer(JsonElement element, Role role, JsonWriter json, Out.Value begin)
      throws IOException {
    JsonElement id = JsonNull.INSTANCE;
    Answer answer;
    try {
      if (!(element instanceof JsonObject call)) {
        throw new RpcFault(Code.INVALID_REQUEST, "request must be an Array or Object");
      }
      id = id(call);
      answer = done(newerMethod(call), new Params(object(call, "params"), Dialect.NEWER, role));
      if (!call.has("id")) {
        return;
      }
    } catch (RpcFault refused) {
      // Notifications are not answered, but what is no call at all is.
      if (refused.code() == Code.INVALID_REQUEST
          || (element instanceof JsonObject call && call.has("id"))) {
        begin.write();
        failure(refused, id, json);
      }
      return;
    }
    begin.write();
    Out out = new Out(json, Dialect.NEWER);
    json.beginObject();
    json.name(JSON_RPC).value("2.0");
    json.name("result");
    out.object(() -> answer.write(out));
    json.name("id");
    echo(id, json);
    json.endObject();
  }

  private static JsonElement id(JsonObject call) throws RpcFault {
    JsonElement id = call.has("id") ? call.get("id") : JsonNull.INSTANCE;
    boolean fits =
        id.isJsonNull()
            || (id instanceof JsonPrimitive value && (value.isString() || value.isNumber()));
    if (!fits) {
      throw new RpcFault(Code.INVALID_REQUEST, "id type must be String, Number, or Null");
    }
    return id;
  }

  private String newerMethod(JsonObject call) throws RpcFault {
    if (!(call.get(JSON_RPC) instanceof JsonPrimitive version
        && version.isString()
        && version.getAsString().equals("2.0"))) {
      throw new RpcFault(Code.INVALID_REQUEST, "JSON-RPC version is not 2.0");
    }
    if (!(call.get("method") instanceof JsonPrimitive name && name.isString())) {
      throw new RpcFault(Code.INVALID_REQUEST, "the method's name is missing");
    }
    return name.getAsString();
  }

  private static JsonObject object(JsonObject call, String name) throws RpcFault {
    JsonElement params = call.get(name);
    if (params == null || params.isJsonNull()) {
      return new JsonObject();
    }
    if (params instanceof JsonObject object) {
      return object;
    }
    throw RpcFault.invalid("'" + name + "' is no object");
  }

  private static void failure(RpcFault refused, JsonElement id, JsonWriter json)
      throws IOException {
    json.beginObject();
    json.name(JSON_RPC).value("2.0");
    json.name("error").beginObject();
    json.name("code").value(refused.code().number());
    json.name("message").value(refused.code().message());
    json.name("data").beginObject();
    json.name("error_string").value(refused.getMessage());
    json.endObject().endObject();
    json.name("id");
    echo(id, json);
    json.endObject();
  }

  // --- the older dialect ---

  private void older(JsonObject call, Role role, JsonWriter json) throws IOException {
    Out out = new Out(json, Dialect.OLDER);
    Answer answer = Answer.NOTHING;
    String result = "success";
    try {
      if (!(call.get("method") instanceof JsonPrimitive name && name.isString())) {
        throw new RpcFault(Code.INVALID_REQUEST, "no method name");
      }
      Params params = new Params(object(call, "arguments"), Dialect.OLDER, role);
      answer = done(name.getAsString(), params);
    } catch (RpcFault refused) {
      result = refused.getMessage();
    }
    Answer arguments = answer;
    json.beginObject();
    json.name("arguments");
    out.object(() -> arguments.write(out));
    json.name("result").value(result);
    if (call.get("tag") instanceof JsonPrimitive tag) {
      json.name("tag");
      echo(tag, json);
    }
    json.endObject();
  }

  // --- both ---

  private Method method(String name) throws RpcFault {
    return Optional.ofNullable(methods.get(name.replace('-', '_')))
        .orElseThrow(
            () ->
                new RpcFault(Code.METHOD_NOT_FOUND, "method name not recognized: " + shown(name)));
  }

  private static String shown(String name) {
    return name.substring(0, Math.min(40, name.length()));
  }

  private Answer done(String name, Params params) throws RpcFault {
    Method method = method(name);
    Role needed = Roles.needed(name.replace('-', '_'));
    if (!params.role().covers(needed)) {
      throw RpcFault.forbidden(needed);
    }
    try {
      return method.call(params);
    } catch (RuntimeException broken) {
      LOG.warn("A remote-control call failed and is answered as such", broken);
      throw new RpcFault(Code.INTERNAL_ERROR, "the call failed here; the server's log says more");
    }
  }

  private static void echo(JsonElement id, JsonWriter json) throws IOException {
    if (id instanceof JsonPrimitive value && value.isNumber()) {
      json.value(value.getAsNumber());
    } else if (id instanceof JsonPrimitive value && value.isBoolean()) {
      json.value(value.getAsBoolean());
    } else if (id instanceof JsonPrimitive value) {
      json.value(value.getAsString());
    } else {
      json.nullValue();
    }
  }
}
