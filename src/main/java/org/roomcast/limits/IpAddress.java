package org.roomcast.limits;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** An IPv4 or IPv6 address as a number, read from text without asking any name service. Immutable. */
final class IpAddress {

    /** Letters beyond f would make a host name of it, which the platform would look up. */
    private static final Pattern V4 = Pattern.compile("[0-9]{1,3}(\\.[0-9]{1,3}){3}");

    private static final Pattern V6 = Pattern.compile("[0-9A-Fa-f:]*:[0-9A-Fa-f:.]*");
    private static final int LONGEST = 45;
    private static final int V4_BYTES = 4;
    /** Whoever has one IPv6 address has a network of this size, RFC 6177. */
    private static final int V6_SITE = 8;

    private final byte[] bytes;
    private final InetAddress address;

    private IpAddress(InetAddress address) {
        this.address = address;
        this.bytes = address.getAddress();
    }

    /** @return null when it is no address; an IPv4 address within IPv6 counts as IPv4 */
    static @Nullable IpAddress parse(String text) {
        int zone = text.indexOf('%');
        String plain = zone < 0 ? text : text.substring(0, zone);
        if (plain.length() > LONGEST
                || !(V4.matcher(plain).matches() || V6.matcher(plain).matches())) {
            return null;
        }
        try {
            return of(plain);
        } catch (UnknownHostException notAnAddress) {
            return null;
        }
    }

    /** A literal is one address. */
    @SuppressWarnings("AddressSelection")
    private static IpAddress of(String literal) throws UnknownHostException {
        return new IpAddress(InetAddress.getByName(literal));
    }

    int bits() {
        return bytes.length * Byte.SIZE;
    }

    /** Whether the first bits are the same. */
    boolean matches(IpAddress other, int prefix) {
        if (bytes.length != other.bytes.length) {
            return false;
        }
        int whole = prefix / Byte.SIZE;
        if (!Arrays.equals(bytes, 0, whole, other.bytes, 0, whole)) {
            return false;
        }
        int rest = prefix % Byte.SIZE;
        int mask = 0xFF << (Byte.SIZE - rest);
        return rest == 0 || (bytes[whole] & mask) == (other.bytes[whole] & mask);
    }

    /** Under which it is counted: an IPv4 address by itself, of IPv6 the network of 64 bits. */
    String group() {
        if (bytes.length == V4_BYTES) {
            return text();
        }
        StringBuilder network = new StringBuilder();
        for (int i = 0; i < V6_SITE; i += 2) {
            network.append(Integer.toHexString(((bytes[i] & 0xFF) << Byte.SIZE) | (bytes[i + 1] & 0xFF)))
                    .append(':');
        }
        return network + ":/64";
    }

    /** As one writes it, without a zone. */
    String text() {
        return address.getHostAddress();
    }
}
