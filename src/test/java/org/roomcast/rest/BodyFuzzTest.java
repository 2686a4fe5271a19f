package org.roomcast.rest;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import org.roomcast.codec.EventStreamCodec;
import org.roomcast.codec.JsonFields;
import org.roomcast.model.ProtocolException;
import org.roomcast.testing.Fuzz;
import org.roomcast.testing.JsonMutator;

/** What REST reads: bodies, query parameters, headers. */
class BodyFuzzTest {

    private static final JsonMutator BODIES = new JsonMutator(List.of(
            "{\"event\":\"message\",\"data\":{\"text\":\"x\"},\"room\":\"lobby\"}",
            "{\"event\":\"message\",\"data\":[1,2.5,null],\"to\":{\"users\":[\"ada\",\"bob\"]}}",
            "[{\"event\":\"a\",\"data\":1},{\"event\":\"b\",\"data\":\"\\ud83d\\ude00\",\"to\":{\"connection\":\"c\"}}]",
            "{\"message\":\"Hi\",\"title\":\"T\",\"type\":\"info\",\"link\":\"/x\",\"to\":{\"role\":\"user\"},\"ttl\":60,\"key\":\"k\"}",
            "{\"title\":\"Orders\",\"series\":[1,2,3.5],\"unit\":\"€\"}",
            "{\"id\":\"all\",\"value\":\"3\"}"));
    private static final JsonMutator PARAMETERS = new JsonMutator(List.of("12", "-1", "abc:17", "7-0123abcd", "true"));

    @Test
    void noBodyMakesAReaderThrowAnythingButARefusal() {
        Fuzz.feed("REST bodies", 1_000_000, BodyFuzzTest::body, body -> {
            switch (body.length % 4) {
                case 0 -> refusedOrNot(() -> NotifyResource.read(Bodies.object(body)));
                case 1 -> refusedOrNot(() -> DashboardResource.read("w", Bodies.object(body)));
                case 2 -> refusedOrNot(() -> message(Bodies.object(body)));
                default ->
                    refusedOrNot(() -> Bodies.objects(body, 1000).stream()
                            .map(BodyFuzzTest::message)
                            .toList());
            }
        });
    }

    @Test
    void noParameterMakesAReaderThrowAnythingButARefusal() {
        Fuzz.feed("REST parameters", 500_000, PARAMETERS::next, text -> {
            switch (text.length() % 4) {
                case 0 -> refusedOrNot(() -> PageParameters.read(text, null, null));
                case 1 -> refusedOrNot(() -> PageParameters.read(null, text, text));
                case 2 -> refusedOrNot(() -> PageParameters.inbox(text, text, text));
                default -> refusedOrNot(() -> EventStreamCodec.position(text));
            }
        });
    }

    private static Object message(JsonFields fields) {
        Bodies.requireSize(fields, 65_536);
        JsonFields to = fields.optionalObject("to");
        if (to != null && to.has("users")) {
            return List.of(fields.event(), to.users("users"));
        }
        return List.of(fields.event(), fields.data(), String.valueOf(fields.optionalRoom()));
    }

    private static void refusedOrNot(Callable<Object> reading) throws Exception {
        try {
            Objects.requireNonNull(reading.call());
        } catch (ProtocolException refused) {
            Objects.requireNonNull(refused.text());
        }
    }

    private static byte[] body(SplittableRandom random) {
        byte[] body = BODIES.next(random).getBytes(StandardCharsets.UTF_8);
        if (body.length > 0 && random.nextInt(10) == 0) {
            body[random.nextInt(body.length)] = (byte) random.nextInt(256);
        }
        return body;
    }
}
