package org.roomcast.codec;

/** Takes commands: one method for each, called by {@link Command#applyTo} on the caller's thread. */
public interface CommandHandler {

    void authenticate(Command.Authenticate command);

    void join(Command.Join command);

    void leave(Command.Leave command);

    void history(Command.History command);

    void publish(Command.Publish command);

    void send(Command.Send command);

    void broadcast(Command.Broadcast command);

    void presence(Command.Presence command);

    void markRead(Command.MarkRead command);

    void disconnect(Command.Disconnect command);

    void ping(Command.Ping command);

    void pong(Command.Pong command);

    void batch(Command.Batch command);

    void custom(Command.Custom command);

    void malformed(Command.Malformed command);
}
