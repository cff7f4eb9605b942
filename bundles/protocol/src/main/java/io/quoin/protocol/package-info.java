/**
 * The engine as a component: it puts swarms on loops, gives them sockets, storage and limits, and
 * answers to the session.
 */
package io.quoin.protocol;
