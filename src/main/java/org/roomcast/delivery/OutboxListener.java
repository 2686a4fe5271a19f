package org.roomcast.delivery;

/** Hears what becomes of the frames of one outbox. Called on any thread; must neither block nor throw. */
public interface OutboxListener {

    /**
     * A message was handed to the network.
     *
     * @param frames how many frames it held
     * @param bytes their bytes
     */
    void sent(int frames, long bytes);

    /** A send failed: the peer is gone. The outbox aborts itself. */
    void broken();
}
