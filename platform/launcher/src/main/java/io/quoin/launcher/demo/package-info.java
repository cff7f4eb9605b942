/**
 * A swarm on one machine, each peer a platform of its own: a tracker, a bank, two seeders that
 * earn, one downloader that pays and five that have never heard of it. The bank keeps the embedded
 * ledger, or a simulated TRON node has the tokens, a process of its own. What happens and what is
 * measured is here; how it is shown is the command's. The seeders' lines and slots are short, so
 * that most have to wait: that is what the one pays for.
 */
package io.quoin.launcher.demo;
