/**
 * The bundles of plugins in the running container: installed and started as one, watched, and taken
 * out again. Code of plugins is called on threads that end with the call and are waited for no
 * longer than told. Hooks of the framework keep from a plugin what it does not declare, and from
 * everybody else what a plugin exports.
 */
package io.quoin.installer.container;
