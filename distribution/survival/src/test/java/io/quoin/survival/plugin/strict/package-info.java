/** A plugin that gives every peer so many bytes and no more: an incentive that comes and goes. */
package io.quoin.survival.plugin.strict;
