package io.quoin.launcher;

import com.google.gson.JsonObject;
import io.quoin.api.journal.JournalException;
import io.quoin.api.ledger.Address;
import io.quoin.launcher.airdrop.Airdrop;
import io.quoin.launcher.airdrop.AirdropException;
import io.quoin.launcher.airdrop.AirdropFile;
import io.quoin.launcher.airdrop.AirdropRow;
import io.quoin.launcher.airdrop.Binding;
import io.quoin.launcher.airdrop.Report;
import io.quoin.platform.PlatformException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Pays everybody in a file, each row once. */
@Command(
    name = "airdrop",
    description =
        "Pays everybody in a CSV file with the columns address and amount. Whatever breaks it off:"
            + " run it again, and it goes on where it was; no row is paid twice.")
final class AirdropCommand implements Callable<Integer> {

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final long LINE_NANOS = TimeUnit.SECONDS.toNanos(10);
  private static final int MOST_DUPLICATES_SAID = 10;

  @Spec private CommandSpec spec;
  @Mixin private DeskOptions options;

  @Parameters(
      index = "0",
      paramLabel = "FILE.csv",
      description = "Its first line names the columns.")
  private Path csv;

  @Option(
      names = "--dry-run",
      description =
          "Checks the file and says what it comes to; pays nobody and needs no passphrase.")
  private boolean dryRun;

  @Option(names = "--yes", description = "Does not ask before it pays.")
  private boolean yes;

  @Option(
      names = "--under-way",
      paramLabel = "N",
      defaultValue = "100",
      description =
          "Transfers that may be sent and not final at a time, up to "
              + Airdrop.MOST_UNDER_WAY
              + " (default: ${DEFAULT-VALUE}).")
  private int underWay;

  @Option(
      names = "--report",
      paramLabel = "FILE",
      description = "Writes what came of each row as CSV.")
  private Path report;

  @Option(names = "--json", description = "Prints the answer as JSON; amounts are base units.")
  private boolean json;

  @Override
  public Integer call() throws Failure, PlatformException, InterruptedException {
    if (underWay < 1 || underWay > Airdrop.MOST_UNDER_WAY) {
      throw new ParameterException(
          spec.commandLine(),
          "--under-way: 1 to " + Airdrop.MOST_UNDER_WAY + " transfers, not " + underWay);
    }
    try (TokenDesk desk = dryRun ? TokenDesk.locked(options) : TokenDesk.unlocked(options)) {
      AirdropFile file = AirdropFile.read(csv, desk.amounts()::parse, desk.account());
      Binding binding =
          new Binding(
              csv,
              file,
              desk.account(),
              desk.ledger().net(),
              desk.ledger().token().id(),
              options.keystore().data());
      boolean begun = binding.check();
      Airdrop airdrop = new Airdrop(desk.payments(), file, underWay, new View(desk));
      Airdrop.Progress before = airdrop.look();
      if (begun && airdrop.known().isEmpty()) {
        spec.commandLine()
            .getErr()
            .println(
                "quoin: this airdrop was begun before, and the journal knows none of its rows: it"
                    + " may be a new or an older one, and rows may be paid twice");
      }
      plan(desk, file, airdrop, before);
      if (!dryRun) {
        return paid(desk, file, airdrop, before, binding);
      }
      report(desk, file, airdrop);
      print(desk, file, airdrop, before);
      return 0;
    } catch (AirdropException e) {
      throw new Failure(e.getMessage(), e);
    }
  }

  private void report(TokenDesk desk, AirdropFile file, Airdrop airdrop) throws Failure {
    if (report != null) {
      String text = Report.of(file, airdrop.known(), desk.amounts()::number);
      WholeFile.write(report, text.getBytes(StandardCharsets.UTF_8));
    }
  }

  private int paid(
      TokenDesk desk, AirdropFile file, Airdrop airdrop, Airdrop.Progress before, Binding binding)
      throws Failure, AirdropException, InterruptedException {
    if (!before.isComplete()) {
      Confirmation.require(
          yes,
          "Pay "
              + desk.amounts().text(airdrop.unordered())
              + " from "
              + desk.account()
              + " to "
              + (before.rows() - before.paid() - before.underWay())
              + " of "
              + before.rows()
              + " rows?");
      binding.begin();
    }
    try {
      airdrop.run();
    } finally {
      report(desk, file, airdrop);
    }
    Airdrop.Progress after = airdrop.progress();
    print(desk, file, airdrop, after);
    if (!after.isComplete()) {
      throw new Failure(
          after.rows() - after.paid() + " rows are not paid; run it again to pay these alone");
    }
    return 0;
  }

  /** Says what is to come, and refuses what cannot be paid. */
  private void plan(TokenDesk desk, AirdropFile file, Airdrop airdrop, Airdrop.Progress before)
      throws Failure, InterruptedException {
    PrintWriter err = spec.commandLine().getErr();
    Amounts amounts = desk.amounts();
    long available = desk.available();
    err.printf(
        "quoin: %d rows, %s in all; %d paid, %d under way%n",
        before.rows(), amounts.text(file.total()), before.paid(), before.underWay());
    sayDuplicates(err, file);
    err.flush();
    if (airdrop.unordered() == 0) {
      return;
    }
    Set<AirdropRow> known = airdrop.known().keySet();
    List<Address> unpaid =
        file.rows().stream().filter(row -> !known.contains(row)).map(AirdropRow::payee).toList();
    FeeEstimate fees = FeeEstimate.of(desk, unpaid);
    err.printf(
        "quoin: to be ordered: %s of %s; fees up to about %d of the network's smallest coin"
            + " (%d payees asked), %d transfers free%n",
        amounts.number(airdrop.unordered()),
        amounts.number(available),
        fees.fees(),
        fees.asked(),
        fees.free());
    err.flush();
    if (airdrop.unordered() > available) {
      throw new Failure(
          "there are "
              + amounts.text(available)
              + " to spend, less than the "
              + amounts.number(airdrop.unordered())
              + " that are still to be ordered; nobody was paid by this run");
    }
  }

  private static void sayDuplicates(PrintWriter err, AirdropFile file) {
    int said = 0;
    for (Map.Entry<Address, List<Long>> duplicate : file.duplicates().entrySet()) {
      if (said++ < MOST_DUPLICATES_SAID) {
        err.printf(
            "quoin: %s is in the lines %s, and is paid for each%n",
            duplicate.getKey(), duplicate.getValue());
      }
    }
    if (said > MOST_DUPLICATES_SAID) {
      err.printf("quoin: and %d more are in several lines%n", said - MOST_DUPLICATES_SAID);
    }
  }

  private void print(TokenDesk desk, AirdropFile file, Airdrop airdrop, Airdrop.Progress progress) {
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      JsonObject answer = new JsonObject();
      answer.addProperty("sha256", file.digest());
      answer.addProperty("rows", progress.rows());
      answer.addProperty("paid", progress.paid());
      answer.addProperty("underWay", progress.underWay());
      answer.addProperty("total", file.total());
      answer.addProperty("paidAmount", progress.paidAmount());
      answer.addProperty("unordered", airdrop.unordered());
      answer.addProperty("duplicates", file.duplicates().size());
      out.println(answer);
    } else {
      out.printf("rows       %d%n", progress.rows());
      out.printf(
          "paid       %d, %s of %s%n",
          progress.paid(),
          desk.amounts().number(progress.paidAmount()),
          desk.amounts().number(file.total()));
      out.printf("under way  %d%n", progress.underWay());
      out.printf("not paid   %d%n", progress.rows() - progress.paid() - progress.underWay());
    }
  }

  /** Real time, and lines on standard error. */
  private final class View implements Airdrop.Surroundings {
    private final TokenDesk desk;
    private long lastLine = System.nanoTime();

    View(TokenDesk desk) {
      this.desk = desk;
    }

    @Override
    public <T> T answer(CompletionStage<T> stage)
        throws JournalException, AirdropException, InterruptedException {
      try {
        return stage.toCompletableFuture().get(PATIENCE.toNanos(), TimeUnit.NANOSECONDS);
      } catch (TimeoutException e) {
        throw new AirdropException(
            "the journal did not answer within " + PATIENCE.toSeconds() + " s", e);
      } catch (ExecutionException e) {
        if (e.getCause() instanceof JournalException refusal) {
          throw refusal;
        }
        throw new CompletionException(e.getCause());
      }
    }

    @Override
    public void pause(Duration time) throws InterruptedException {
      TokenDesk.pause(time);
    }

    @Override
    public void look(Airdrop.Progress progress) {
      if (System.nanoTime() - lastLine > LINE_NANOS) {
        lastLine = System.nanoTime();
        spec.commandLine()
            .getErr()
            .printf(
                "quoin: %d of %d rows paid, %s; %d under way%s%n",
                progress.paid(),
                progress.rows(),
                desk.amounts().number(progress.paidAmount()),
                progress.underWay(),
                progress.reason().isEmpty() ? "" : "; one waits: " + progress.reason())
            .flush();
      }
    }
  }
}
