/**
 * Adds leases to what {@code io.quoin.leaks} counts around every test class. They are counted where
 * the system property {@code quoin.lease.checks} is true.
 */
package io.quoin.leases;
