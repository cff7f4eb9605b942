/** Commands of a running platform over SSH: who comes in, what they may do, what they did. */
package io.quoin.shell;
