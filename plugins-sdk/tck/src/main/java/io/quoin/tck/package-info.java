/**
 * Whether a service keeps what the API promises in its name. The author of a plugin extends the
 * contract of the service and names the implementation; the checks then run as tests of the
 * plugin's build. They need no platform, no network and no wall clock, and say nothing about
 * whether the service is any good at what it does.
 */
package io.quoin.tck;
