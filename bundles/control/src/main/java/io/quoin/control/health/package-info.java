/**
 * Whether the platform is well, over HTTP: checks are asked when somebody looks, and what they
 * answer becomes a status that orchestrators understand and a document that people do.
 */
package io.quoin.control.health;
