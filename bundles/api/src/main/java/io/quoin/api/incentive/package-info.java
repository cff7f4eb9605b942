/**
 * Who is served first: the policy that ranks peers, paces them and may exchange messages with them.
 * Without a policy the engine plays tit-for-tat with an optimistic slot (BEP 3).
 */
@org.osgi.annotation.bundle.Export
@org.osgi.annotation.versioning.Version("0.1.0")
package io.quoin.api.incentive;
