/**
 * The register of torrents: what is wanted, where it goes, whose turn it is, when to stop, and
 * which peers are known; and what holds for all of them. It outlives the engine, storage and all
 * peer sources; they come and go by service. Decisions are made on one thread that runs no foreign
 * code and touches no disk; peer sources and listeners are called on others, each in its turn, and
 * files are written on another. Nothing here speaks to a peer or reads a piece.
 */
package io.quoin.session;
