/**
 * Who may ask: the file of users with their passwords' hashes, and how failures are held back.
 * Knows no HTTP.
 */
package io.quoin.control.user;
