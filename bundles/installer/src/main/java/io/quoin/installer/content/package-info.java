/**
 * What a plugin's jar says: from the bytes that somebody named to bundles with their requirements
 * and capabilities. Everything read here comes from strangers; it is bounded, and what is wrong
 * with it is refused in words. Nothing here knows a container.
 */
package io.quoin.installer.content;
