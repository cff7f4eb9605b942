/**
 * An incentive for a private group, without money: members who gave us more than they took are
 * served sooner. It shows how a plugin decides who is served: an {@link
 * io.quoin.api.incentive.IncentiveProvider} as a component with a configuration, a policy that is
 * told what passes and publishes an allocation once a round, an extension message of its own, and
 * state that outlives a swap and a restart.
 *
 * <h2>How it goes</h2>
 *
 * The members of the group share a secret, and each has a name. Under the key {@code qn_ratio} of
 * the extension handshake (BEP 10) stand {@code v}, the version 1, and {@code n}, 32 bytes drawn
 * for the connection. Whoever reads that in a peer's handshake sends one message, a bencoded
 * dictionary: {@code m}, the member's name, and {@code p}, its proof, which is HMAC-SHA-256 with
 * the secret of the 16 bytes {@code qn_ratio/1 proof}, the sender's and the receiver's peer id, the
 * receiver's {@code n}, and the name. From the message on what passes on the connection counts for
 * that member: verified bytes that it gave us, and bytes that it took. Once a round those of the
 * connected members that have credit, and want something that we have, get slots and a greater
 * weight, the ones with the most credit first. Everybody else, and everybody while no member in
 * credit is there, is served as ever: tit for tat.
 *
 * <h2>Whom it trusts</h2>
 *
 * Each client believes its own counts alone: nobody can claim what he gave to others, and credit
 * with one member is worth nothing with another. The proof shows that the peer knows the secret
 * <em>now, on this connection</em>: it is worthless on another one. It does not show which member
 * it is: all know the same secret, so members could take each other's names, and one who invents
 * names can crowd others out of the book, which has room for 1024. It is for a group whose members
 * trust each other that far. Whoever sits between two peers and passes everything on is served as
 * the one that he stands in for. The name is said to every peer that offers the extension, and
 * nothing of what passes is encrypted by this.
 *
 * <h2>What it keeps</h2>
 *
 * The book: per member the bytes given and taken. It goes to a successor when the incentive is
 * replaced, and to a file, if there is a folder for it, every ten seconds while something changes.
 * A power cut leaves the file as it was or as it is to be. What passes while the incentive is
 * swapped is not counted.
 */
package io.quoin.examples.ratio;
