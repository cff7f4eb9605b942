/**
 * Where plugins come from: a file, a web server, a Maven repository, or the index of an OSGi
 * repository. Whatever the way, what arrives is a file of bounded size, received as a whole within
 * bounded time, or nothing; where a repository says what it should be, it is that. Who made it is
 * another chapter's matter.
 *
 * <p>Repository indexes: OSGi Compendium 8, chapter 132.
 */
package io.quoin.installer.source;
