/** The commands that the shell brings along. */
package io.quoin.shell.command;
