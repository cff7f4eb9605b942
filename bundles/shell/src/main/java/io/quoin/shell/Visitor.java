package io.quoin.shell;

import io.quoin.api.access.Role;
import java.net.InetAddress;

/**
 * Who logged in.
 *
 * @param name the one given at log-in: chosen by the visitor, it proves nothing
 * @param key fingerprint of the key that let them in
 * @param role what they may do
 * @param address where they came from
 */
record Visitor(String name, String key, Role role, InetAddress address) {}
