/**
 * What is installed, on disk: one record with one owner, and the bundles it names, each in a file
 * that is called by its digest. The record is replaced whole and last, so that a power cut at any
 * moment leaves what was there before or what was to be; bundles that no record names are deleted.
 *
 * <pre>
 * data/plugins          the record, see {@link io.quoin.installer.record.PluginRecords}
 * data/bundles/SHA-256  bundles
 * data/trust/*.pem      certificates
 * data/staging/         what is being looked at; emptied at the start
 * </pre>
 */
package io.quoin.installer.record;
