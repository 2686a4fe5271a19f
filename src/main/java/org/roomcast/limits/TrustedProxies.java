package org.roomcast.limits;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The reverse proxies whose word counts: only what they say about who asks is believed, and of that only what the
 * nearest of them saw itself. Immutable.
 */
public final class TrustedProxies {

    public static final TrustedProxies NONE = new TrustedProxies(List.of());

    private record Network(IpAddress address, int prefix) {}

    private final List<Network> networks;

    private TrustedProxies(List<Network> networks) {
        this.networks = List.copyOf(networks);
    }

    /**
     * @param networks addresses, or networks such as {@code 10.0.0.0/8}
     * @throws IllegalArgumentException when one is neither
     */
    public static TrustedProxies of(List<String> networks) {
        return new TrustedProxies(networks.stream().map(TrustedProxies::network).toList());
    }

    private static Network network(String text) {
        int slash = text.indexOf('/');
        IpAddress address = IpAddress.parse(slash < 0 ? text : text.substring(0, slash));
        if (address == null) {
            throw new IllegalArgumentException("must hold addresses such as 10.0.0.1 and networks such as 10.0.0.0/8");
        }
        return new Network(address, slash < 0 ? address.bits() : prefix(text.substring(slash + 1), address.bits()));
    }

    private static int prefix(String text, int most) {
        int prefix = text.matches("[0-9]{1,3}") ? Integer.parseInt(text) : -1;
        if (prefix < 0 || prefix > most) {
            throw new IllegalArgumentException("has a network whose length is not from 0 to " + most);
        }
        return prefix;
    }

    /** Whether headers about the client that this peer sent may be believed. */
    public boolean trusts(@Nullable String peer) {
        IpAddress address = peer == null || networks.isEmpty() ? null : IpAddress.parse(peer);
        return address != null && trusts(address);
    }

    /**
     * Who asks: the peer itself, or behind trusted proxies the rightmost address that is none of them. What stands left of
     * it a client may have written.
     *
     * @param peer the address of the TCP connection
     * @param forwarded the lines of {@code Forwarded} (RFC 7239)
     * @param xForwardedFor the lines of {@code X-Forwarded-For}, which count where there are none of the former
     */
    public @Nullable String client(@Nullable String peer, List<String> forwarded, List<String> xForwardedFor) {
        if (peer == null || !trusts(peer)) {
            return peer;
        }
        List<String> hops = forwarded.isEmpty() ? split(xForwardedFor) : ForwardedHeader.addresses(forwarded);
        String client = peer;
        for (int i = hops.size() - 1; i >= 0; i--) {
            IpAddress hop = IpAddress.parse(withoutPort(hops.get(i)));
            if (hop == null) {
                // "unknown", a hidden name or rubbish: the last that is known
                return client;
            }
            client = hop.text();
            if (!trusts(hop)) {
                return client;
            }
        }
        return client;
    }

    /** Under which an address is counted; what is no address counts as it is. */
    public static @Nullable String group(@Nullable String address) {
        IpAddress known = address == null ? null : IpAddress.parse(address);
        return known == null ? address : known.group();
    }

    private boolean trusts(IpAddress address) {
        return networks.stream().anyMatch(network -> network.address().matches(address, network.prefix()));
    }

    private static List<String> split(List<String> lines) {
        List<String> items = new ArrayList<>();
        for (String line : lines) {
            for (String item : line.split(",", -1)) {
                if (!item.isBlank()) {
                    items.add(item.strip());
                }
            }
        }
        return items;
    }

    private static String withoutPort(String hop) {
        if (hop.startsWith("[")) {
            int end = hop.indexOf(']');
            return end < 0 ? hop : hop.substring(1, end);
        }
        int colon = hop.indexOf(':');
        return colon >= 0 && colon == hop.lastIndexOf(':') ? hop.substring(0, colon) : hop;
    }
}
