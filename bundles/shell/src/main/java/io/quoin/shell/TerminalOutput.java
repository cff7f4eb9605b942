package io.quoin.shell;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/** A terminal in raw mode needs a carriage return before each line feed. */
final class TerminalOutput extends FilterOutputStream {

  TerminalOutput(OutputStream out) {
    super(out);
  }

  @Override
  public void write(int octet) throws IOException {
    if (octet == '\n') {
      out.write('\r');
    }
    out.write(octet);
  }
}
