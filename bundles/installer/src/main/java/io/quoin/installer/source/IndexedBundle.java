package io.quoin.installer.source;

import java.net.URI;
import org.osgi.framework.Version;

/**
 * A bundle in the index of a repository.
 *
 * @param name symbolic name
 * @param version of it
 * @param url where its jar is
 * @param digest SHA-256 of that, in lower-case hexadecimal digits
 * @param description what it says of itself, or nothing
 */
record IndexedBundle(String name, Version version, URI url, String digest, String description) {}
