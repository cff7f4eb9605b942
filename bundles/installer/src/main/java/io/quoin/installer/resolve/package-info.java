/**
 * Whether a plugin fits the container as it runs, decided before anything is installed: what it
 * declares exists, what it uses is declared, what it exports is nobody else's, and the framework's
 * own resolver finds a way to wire all of it. Where it does not fit, the requirements that are
 * really missing are told in words. The same grants are kept by the container's hooks afterwards.
 */
package io.quoin.installer.resolve;
