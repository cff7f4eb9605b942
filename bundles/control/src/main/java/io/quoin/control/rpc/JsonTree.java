package io.quoin.control.rpc;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonPrimitive;
import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import com.google.gson.stream.MalformedJsonException;
import io.quoin.control.rpc.RpcFault.Code;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.math.BigDecimal;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/**
 * Reads a call: strict JSON in UTF-8, at most {@value #DEPTH} deep, no key twice in an object.
 * Foreign bytes make an {@link RpcFault} and nothing else.
 */
final class JsonTree {

  static final int DEPTH = 16;
  private static final int LONGEST_NUMBER = 40;

  private JsonTree() {}

  static JsonElement read(InputStream in) throws IOException, RpcFault {
    JsonReader reader =
        new JsonReader(
            new InputStreamReader(
                in,
                StandardCharsets.UTF_8
                    .newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT)));
    reader.setStrictness(Strictness.STRICT);
    reader.setNestingLimit(DEPTH);
    try {
      JsonElement tree = value(reader);
      if (reader.peek() != JsonToken.END_DOCUMENT) {
        throw malformed("there is something after its end");
      }
      return tree;
    } catch (MalformedJsonException | JsonParseException | IllegalStateException notJson) {
      throw malformed(firstLine(notJson.getMessage()));
    } catch (NumberFormatException notJson) {
      throw malformed("a number is none");
    } catch (EOFException cut) {
      throw malformed("it is cut off");
    } catch (CharacterCodingException notUtf8) {
      throw malformed("it is not UTF-8");
    }
  }

  private static RpcFault malformed(String why) {
    return new RpcFault(Code.PARSE_ERROR, "the call is no JSON that is understood: " + why);
  }

  private static String firstLine(String message) {
    return message.lines().findFirst().orElse("");
  }

  private static JsonElement value(JsonReader reader) throws IOException, RpcFault {
    return switch (reader.peek()) {
      case BEGIN_OBJECT -> object(reader);
      case BEGIN_ARRAY -> array(reader);
      case STRING -> new JsonPrimitive(reader.nextString());
      case NUMBER -> number(reader.nextString());
      case BOOLEAN -> new JsonPrimitive(reader.nextBoolean());
      default -> {
        reader.nextNull();
        yield JsonNull.INSTANCE;
      }
    };
  }

  private static JsonElement object(JsonReader reader) throws IOException, RpcFault {
    JsonObject object = new JsonObject();
    reader.beginObject();
    while (reader.hasNext()) {
      String name = reader.nextName();
      if (object.has(name)) {
        throw malformed("'" + shown(name) + "' is there twice");
      }
      object.add(name, value(reader));
    }
    reader.endObject();
    return object;
  }

  private static String shown(String name) {
    return name.substring(0, Math.min(40, name.length()));
  }

  private static JsonElement array(JsonReader reader) throws IOException, RpcFault {
    JsonArray array = new JsonArray();
    reader.beginArray();
    while (reader.hasNext()) {
      array.add(value(reader));
    }
    reader.endArray();
    return array;
  }

  /** Kept as it is written: what it is good for is decided where it is used. */
  private static JsonElement number(String digits) throws RpcFault {
    if (digits.length() > LONGEST_NUMBER) {
      throw malformed("a number has more than " + LONGEST_NUMBER + " digits");
    }
    return new JsonPrimitive(new BigDecimal(digits));
  }
}
