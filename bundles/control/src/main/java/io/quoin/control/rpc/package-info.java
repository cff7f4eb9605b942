/**
 * Transmission's remote-control protocol, so that the clients that people have control Quoin: one
 * table of methods and one of fields, in two dialects. The older one ({@code
 * {"method","arguments","tag"}}, names in camel and kebab case) is that of Transmission 1.30 to
 * 4.0, the newer one (JSON-RPC 2.0, snake case) that of 4.1. See docs/rpc-spec.md of Transmission.
 * What the platform cannot do is reported as it is, and a change of it is refused.
 */
package io.quoin.control.rpc;
