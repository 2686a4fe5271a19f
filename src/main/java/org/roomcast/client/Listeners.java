package org.roomcast.client;

import java.util.List;
import java.util.function.Consumer;

/**
 * Tells listeners what happens, each whatever the others do. For the client's thread.
 *
 * @param all who hears the client
 */
record Listeners(List<ClientListener> all) {

    private static final System.Logger LOG = System.getLogger(RoomcastClient.class.getName());

    void tell(Consumer<ClientListener> news) {
        tell(all, news);
    }

    /** What one of these throws is told to those who hear the client. */
    <L> void tell(List<L> some, Consumer<L> news) {
        for (L listener : some) {
            try {
                news.accept(listener);
            } catch (RuntimeException | Error thrown) {
                failed(RoomcastException.listener(thrown));
            }
        }
    }

    /** A listener of failures that fails itself is not told of that, or there would be no end to it. */
    void failed(RoomcastException failure) {
        for (ClientListener listener : all) {
            try {
                listener.failed(failure);
            } catch (RuntimeException | Error thrown) {
                LOG.log(System.Logger.Level.WARNING, "A listener failed at a failure", thrown);
            }
        }
    }
}
