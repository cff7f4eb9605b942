/**
 * The server: what arrives is held against the host's names, the users and the session id before
 * anybody is asked to answer, and is bounded in size and time. Jetty reads and writes HTTP; nothing
 * of it is seen outside of this package.
 */
package io.quoin.control.http;
