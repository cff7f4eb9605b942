/**
 * Calls to what plugins offer, by those who wait for an answer: on a few threads of their own, each
 * with a time-out, so that one that hangs costs a thread and nothing else. And what is asked, as
 * long as it is there.
 */
package io.quoin.control.asking;
