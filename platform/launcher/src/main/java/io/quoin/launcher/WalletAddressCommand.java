package io.quoin.launcher;

import com.google.gson.JsonObject;
import io.quoin.api.ledger.Address;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Says the address. */
@Command(
    name = "address",
    description = "Says the key's address, as it stands in the file; needs no passphrase.")
final class WalletAddressCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;
  @Mixin private KeystoreOptions options;

  @Option(names = "--json", description = "Prints the answer as JSON.")
  private boolean json;

  @Override
  public Integer call() throws Failure {
    PrintWriter out = spec.commandLine().getOut();
    Address address = options.address();
    if (json) {
      JsonObject answer = new JsonObject();
      answer.addProperty("address", address.toString());
      out.println(answer);
    } else {
      out.println(address);
    }
    return 0;
  }
}
