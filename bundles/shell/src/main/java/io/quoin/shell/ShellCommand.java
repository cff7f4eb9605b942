package io.quoin.shell;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Function;
import org.apache.sshd.server.Environment;
import org.apache.sshd.server.ExitCallback;
import org.apache.sshd.server.Signal;
import org.apache.sshd.server.channel.ChannelDataReceiver;
import org.apache.sshd.server.channel.ChannelSession;
import org.apache.sshd.server.command.Command;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One channel of a session: a line that came with it, or lines until their end. It has a thread
 * only while there is something to do.
 */
final class ShellCommand implements Command, ChannelDataReceiver {

  private static final Logger LOG = LoggerFactory.getLogger(ShellCommand.class);
  private static final String END = "exit";
  private static final int USUAL_COLUMNS = 80;

  private final Function<Interpreter.Streams, Interpreter> interpreters;
  private final Executor threads;
  private final Optional<String> line;
  private final Incoming incoming;
  private final Lines lines = new Lines();
  private final LineEditor editor;

  private OutputStream out;
  private OutputStream err;
  private ExitCallback exit;
  private Environment environment;
  private Interpreter interpreter;
  private boolean terminal;
  private int code = Interpreter.DONE;

  /** Guarded by this: whether some thread does what there is to do, and whether no more comes. */
  private boolean working;

  private boolean ended;
  private boolean over;

  ShellCommand(
      Function<Interpreter.Streams, Interpreter> interpreters,
      Completion completion,
      Executor threads,
      String prompt,
      Optional<String> line,
      ChannelSession channel) {
    this.interpreters = interpreters;
    this.threads = threads;
    this.line = line;
    this.incoming = new Incoming(channel);
    this.editor = new LineEditor(prompt, completion);
    channel.setDataReceiver(this);
  }

  @Override
  public void setInputStream(InputStream in) {
    throw new IllegalStateException("the channel hands over what comes");
  }

  @Override
  public void setOutputStream(OutputStream out) {
    this.out = out;
  }

  @Override
  public void setErrorStream(OutputStream err) {
    this.err = err;
  }

  @Override
  public void setExitCallback(ExitCallback callback) {
    this.exit = callback;
  }

  @Override
  public void start(ChannelSession channel, Environment started) throws IOException {
    environment = started;
    terminal = started.getEnv().containsKey(Environment.ENV_TERM);
    interpreter = interpreters.apply(terminal ? onTerminal() : new Interpreter.Streams(out, err));
    started.addSignalListener((where, signal) -> interpreter.stop(), Signal.INT);
    begin(
        () -> {
          if (line.isPresent()) {
            run(line.get());
            end();
          } else if (terminal) {
            say("Quoin. help lists the commands, the tabulator completes them, exit ends.\r\n");
            ask();
          }
        });
  }

  /** A terminal shows all in the order in which it comes, so that there is one stream. */
  private Interpreter.Streams onTerminal() {
    OutputStream shown = new TerminalOutput(out);
    return new Interpreter.Streams(shown, shown);
  }

  /** On a thread of the network: never waits. */
  @Override
  public int data(ChannelSession channel, byte[] octets, int from, int length) throws IOException {
    if (line.isPresent()) {
      if (terminal && Incoming.asksToStop(octets, from, length)) {
        interpreter.stop();
      }
      return length;
    }
    incoming.add(octets, from, length);
    if (terminal && Incoming.asksToStop(octets, from, length) && interpreter.stop()) {
      incoming.forget();
    }
    begin(() -> {});
    return 0;
  }

  /** Nothing more will come. */
  @Override
  public void close() throws IOException {
    if (line.isEmpty()) {
      end();
      begin(() -> {});
    }
  }

  @Override
  public void destroy(ChannelSession channel) {
    if (interpreter == null) {
      return;
    }
    interpreter.stop();
    interpreter.close();
    end();
    try {
      begin(() -> {});
    } catch (IOException e) {
      // No thread is left to do it.
      finish(code);
    }
  }

  private synchronized void end() {
    ended = true;
  }

  /** Something to do that waits for the channel or for a command. */
  @FunctionalInterface
  private interface Work {
    void doIt() throws IOException;
  }

  private void begin(Work first) throws IOException {
    synchronized (this) {
      if (working || over) {
        return;
      }
      working = true;
    }
    try {
      threads.execute(() -> work(first));
    } catch (RejectedExecutionException e) {
      throw new IOException("the shell is stopping", e);
    }
  }

  private void work(Work first) {
    try {
      first.doIt();
      while (!isIdle()) {
        for (int character : incoming.take()) {
          take(character);
        }
        say(editor.takeShown());
      }
    } catch (IOException e) {
      // The channel is gone, and with it whoever could be told.
      finish(Interpreter.FAILED);
    } catch (RuntimeException | LinkageError e) {
      LOG.warn("a session of the shell ends, since a command is out of order: {}", e.toString());
      finish(Interpreter.FAILED);
    }
  }

  /** Nothing is left to do: no more comes, or it will be seen by the next thread. */
  private boolean isIdle() throws IOException {
    synchronized (this) {
      if (over) {
        return true;
      }
      if (!incoming.isEmpty()) {
        return false;
      }
      if (!ended) {
        working = false;
        return true;
      }
    }
    String rest = lines.take();
    if (!rest.isBlank()) {
      run(rest.strip());
    }
    finish(code);
    return true;
  }

  private void take(int character) throws IOException {
    if (isOver()) {
      return;
    }
    if (!terminal) {
      if (lines.add(character)) {
        obey(lines.take());
      }
      return;
    }
    editor.resize(columns());
    LineEditor.Typed typed = editor.type(character);
    if (typed instanceof LineEditor.Typed.Line whole) {
      say(editor.takeShown());
      obey(whole.text());
      ask();
    } else if (typed instanceof LineEditor.Typed.End) {
      say(editor.takeShown());
      finish(code);
    }
  }

  private void obey(String text) {
    if (text.strip().equals(END)) {
      finish(code);
    } else if (!text.isBlank()) {
      run(text.strip());
    }
  }

  private void run(String text) {
    code = interpreter.run(text, terminal ? columns() : 0);
  }

  private void ask() throws IOException {
    if (!isOver()) {
      editor.resize(columns());
      editor.ask();
      say(editor.takeShown());
    }
  }

  /** As wide as the client says now, which may be anything. */
  private int columns() {
    try {
      int told = Integer.parseInt(environment.getEnv().get(Environment.ENV_COLUMNS));
      return told > 0 ? told : USUAL_COLUMNS;
    } catch (NumberFormatException e) {
      return USUAL_COLUMNS;
    }
  }

  private void say(String text) throws IOException {
    if (!text.isEmpty() && !isOver()) {
      out.write(text.getBytes(StandardCharsets.UTF_8));
      out.flush();
    }
  }

  private synchronized boolean isOver() {
    return over;
  }

  private void finish(int with) {
    synchronized (this) {
      if (over) {
        return;
      }
      over = true;
    }
    interpreter.close();
    exit.onExit(with);
  }
}
