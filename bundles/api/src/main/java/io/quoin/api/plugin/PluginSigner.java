package io.quoin.api.plugin;

import java.time.Instant;

/**
 * Somebody whose plugins are trusted.
 *
 * @param fingerprint SHA-256 of the trusted certificate, 64 lower-case hexadecimal digits
 * @param name subject of that certificate
 * @param until end of its validity
 */
public record PluginSigner(String fingerprint, String name, Instant until) {}
