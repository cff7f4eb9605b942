/**
 * What the remote-control protocol of torrent clients cannot say, as JSON under {@code /api/v1}:
 * plugins, incentives, the account and its ledger, health. Fields and routes are only ever added to
 * a version.
 *
 * <p>A refusal is {@code {"error": {"code": "...", "message": "..."}}}: the code is stable, the
 * message for people.
 */
package io.quoin.control.api;
