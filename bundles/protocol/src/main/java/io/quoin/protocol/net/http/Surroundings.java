package io.quoin.protocol.net.http;

import io.netty.channel.Channel;
import io.netty.channel.ChannelFactory;
import io.netty.channel.EventLoopGroup;
import io.quoin.api.net.AddressScope;
import java.net.InetAddress;
import java.util.function.Function;

/**
 * What a fetcher stands on.
 *
 * @param loops run connections
 * @param channels make client sockets that fit the loops
 * @param local where connections go out from
 * @param names resolve names
 * @param scopes judge addresses
 * @param tls makes the TLS client's settings
 */
record Surroundings(
    EventLoopGroup loops,
    ChannelFactory<? extends Channel> channels,
    LocalAddresses local,
    NameResolver names,
    Function<InetAddress, AddressScope> scopes,
    TlsClient tls) {}
