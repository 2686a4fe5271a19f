package org.roomcast.auth;

import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;

/**
 * A key set at an http or https address. A redirect is not followed: it could lead to where the operator did not want to
 * ask. Time and size of an answer are bounded. The connection class is the one that keeps no threads, which a deployment
 * would leave behind.
 */
public final class KeyAddress implements KeySource {

    private static final Duration CONNECT = Duration.ofSeconds(5);
    /** For one part of the answer. */
    private static final Duration READ = Duration.ofSeconds(5);
    /** For all of it. */
    private static final Duration WHOLE = Duration.ofSeconds(15);

    /** Key sets have some kilobytes. */
    private static final int MAX_BYTES = 512 * 1024;

    private static final int PART = 8 * 1024;

    private final URI address;

    private KeyAddress(URI address) {
        this.address = address;
    }

    /** @throws IllegalArgumentException when it is no http or https address */
    public static KeyAddress of(String text) {
        try {
            URI address = new URI(text);
            String scheme =
                    address.getScheme() == null ? "" : address.getScheme().toLowerCase(Locale.ROOT);
            boolean isHttp = scheme.equals("https") || scheme.equals("http");
            if (isHttp && address.getHost() != null && address.getRawUserInfo() == null) {
                return new KeyAddress(address);
            }
        } catch (URISyntaxException notAnAddress) {
            throw notHttp();
        }
        throw notHttp();
    }

    /** Whether somebody between here and there could put in a key of theirs. */
    public boolean isOpenToOthers() {
        String host = address.getHost();
        boolean isHere = host.equals("localhost") || host.startsWith("127.") || host.equals("[::1]");
        return address.getScheme().equalsIgnoreCase("http") && !isHere;
    }

    @Override
    public String fetch() throws IOException {
        HttpURLConnection connection = (HttpURLConnection) address.toURL().openConnection();
        connection.setConnectTimeout((int) CONNECT.toMillis());
        connection.setReadTimeout((int) READ.toMillis());
        connection.setInstanceFollowRedirects(false);
        connection.setUseCaches(false);
        connection.setRequestProperty("Accept", "application/jwk-set+json, application/json");
        try {
            int status = connection.getResponseCode();
            if (status != HttpURLConnection.HTTP_OK) {
                throw new IOException("the address answers with the status " + status);
            }
            try (InputStream body = connection.getInputStream()) {
                return read(body);
            }
        } finally {
            connection.disconnect();
        }
    }

    private static String read(InputStream body) throws IOException {
        long deadline = System.nanoTime() + WHOLE.toNanos();
        byte[] bytes = new byte[MAX_BYTES];
        int length = 0;
        while (true) {
            int got = body.read(bytes, length, Math.min(PART, MAX_BYTES - length));
            if (got < 0) {
                return new String(bytes, 0, length, StandardCharsets.UTF_8);
            }
            length += got;
            if (length == MAX_BYTES) {
                throw new IOException("the answer has more than " + MAX_BYTES + " bytes");
            }
            if (System.nanoTime() - deadline > 0) {
                throw new IOException("the answer took more than " + WHOLE.toSeconds() + " seconds");
            }
        }
    }

    private static IllegalArgumentException notHttp() {
        return new IllegalArgumentException("must be an http or https address without a password");
    }

    /** Without the query, which may hold a key of its own. */
    @Override
    public String toString() {
        return address.getScheme() + "://" + address.getAuthority() + address.getPath();
    }
}
