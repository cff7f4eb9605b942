package io.quoin.shell.command;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import org.apache.felix.service.command.CommandSession;

/** What a command answers: to a program as it is, to somebody who reads in words. */
interface Answer {

  Gson GSON = new GsonBuilder().disableHtmlEscaping().create();

  /**
   * In words, with a line feed at the end.
   *
   * @param columns of the screen
   */
  String text(int columns);

  /** In the one way or the other. */
  default String as(boolean json, CommandSession session) {
    return json ? Shown.escaped(GSON.toJson(this)) + "\n" : text(Screen.columns(session));
  }
}
