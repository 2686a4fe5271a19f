package org.roomcast.registry;

import org.roomcast.model.Draft;
import org.roomcast.model.ProtocolException;

/**
 * Checks, changes or refuses what is published, before anyone sees it. An application adds one as a CDI bean; several
 * run in the order of {@code @Priority}, lowest first. Called on the publisher's thread, from many threads at once; it
 * must not block. A filter that throws anything else than a {@link ProtocolException} refuses the publication, too: the
 * publisher is told {@code internal}.
 */
@FunctionalInterface
public interface PublishFilter {

    /**
     * @param draft what is asked; its {@code from} is what the server knows of the sender
     * @return the same draft or a changed one; a change of its room or sender is ignored
     * @throws ProtocolException to refuse it with that error
     */
    Draft filter(Draft draft);
}
