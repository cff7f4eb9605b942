/**
 * A swarm on one machine: a tracker, a seeder and three downloaders, each a platform of its own.
 * What happens and what is measured is here; how it is shown is the command's. The seeder sends no
 * faster than it takes to show that the downloaders serve each other.
 */
package io.quoin.launcher.demo;
