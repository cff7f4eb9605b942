/**
 * A swarm on one machine, each peer a platform of its own: a tracker, a bank that keeps the
 * embedded ledger, two seeders that earn, one downloader that pays and five that have never heard
 * of it. What happens and what is measured is here; how it is shown is the command's. The seeders'
 * lines and slots are short, so that most have to wait: that is what the one pays for.
 */
package io.quoin.launcher.demo;
