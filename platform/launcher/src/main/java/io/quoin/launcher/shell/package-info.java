/** The way into a running platform: its shell, over SSH. */
package io.quoin.launcher.shell;
