/**
 * What survives what: the assembled platform while its bundles stop and start, providers come and
 * go, disks fill and hang, and processes are killed. Peers are other platforms of the same virtual
 * machine, or plain sockets that speak just enough of BEP 3; their content is generated, so that
 * nothing large need be kept to know every byte.
 */
package io.quoin.survival;
