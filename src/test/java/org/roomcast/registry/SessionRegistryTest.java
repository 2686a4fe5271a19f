package org.roomcast.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.roomcast.registry.TestRegistry.draft;
import static org.roomcast.registry.TestRegistry.room;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.roomcast.codec.Event;
import org.roomcast.delivery.OutboxLimits;
import org.roomcast.model.ConnectionId;
import org.roomcast.model.Disconnect;
import org.roomcast.model.Draft;
import org.roomcast.model.ErrorCode;
import org.roomcast.model.Identity;
import org.roomcast.model.Member;
import org.roomcast.model.Payload;
import org.roomcast.model.ProtocolException;
import org.roomcast.model.Publication;
import org.roomcast.model.Retention;
import org.roomcast.model.RoomName;
import org.roomcast.model.RoomPattern;
import org.roomcast.model.RoomPolicies;
import org.roomcast.model.RoomPolicy;
import org.roomcast.model.RoomPolicy.PublishRule;
import org.roomcast.registry.TestRegistry.Peer;
import org.roomcast.testing.RecordingTransport;

class SessionRegistryTest {

    private static final RoomName LOBBY = RoomName.of("lobby");
    private static final ConnectionId NOBODY = new ConnectionId("nobody");

    private final TestRegistry test = new TestRegistry();

    @AfterEach
    void nothingIsLeft() {
        test.endAndVerify();
    }

    @Test
    void theWelcomeIsTheFirstFrame() {
        Peer ada = test.connect("ada");
        test.registry().join(ada.connection(), LOBBY);
        test.registry().broadcast("message", 1);
        test.settle();
        assertThat(ada.transport().types()).containsExactly("pong", "event");
    }

    @Test
    void membersSeeTheSameEventsInTheSameOrder() {
        List<Peer> peers =
                IntStream.range(0, 5).mapToObj(i -> joined("user" + i)).toList();
        for (int i = 0; i < 100; i++) {
            Draft draft =
                    draft("lobby", i).withFrom(peers.get(i % 5).connection().asSender());
            assertThat(receipt(test.registry().publish(draft))).isEqualTo(new Receipt(5, false, null));
        }
        test.settle();
        List<String> wanted =
                IntStream.range(0, 100).mapToObj(Integer::toString).toList();
        peers.forEach(peer -> assertThat(peer.transport().data()).isEqualTo(wanted));
    }

    @Test
    void anEventCarriesWhatTheServerKnowsOfItsSender() {
        Peer ada = joined("ada");
        test.registry().publish(draft("lobby", 1).withFrom(ada.connection().asSender()));
        test.settle();
        assertThat(ada.transport().frames("event")).singleElement().satisfies(event -> {
            assertThat(event.getString("room")).isEqualTo("lobby");
            assertThat(event.getString("time")).isEqualTo("2026-11-20T10:15:30.123Z");
            assertThat(event.getJsonObject("from").getString("id")).isEqualTo("ada");
            assertThat(event.getJsonObject("from").getString("connection_id"))
                    .isEqualTo(ada.id().value());
        });
    }

    @Test
    void withoutEchoTheSendersOtherConnectionsStillGetIt() {
        Peer ada = joined("ada");
        Peer adaAgain = joined("ada");
        Peer bob = joined("bob");
        Draft draft = draft("lobby", 1).withFrom(ada.connection().asSender()).withoutEcho();
        assertThat(receipt(test.registry().publish(draft)).delivered()).isEqualTo(2);
        assertThat(receipt(test.registry().publishToOthers(ada.connection(), LOBBY, "message", 2))
                        .delivered())
                .isEqualTo(2);
        test.settle();
        assertThat(ada.transport().data()).isEmpty();
        assertThat(adaAgain.transport().data()).containsExactly("1", "2");
        assertThat(bob.transport().data()).containsExactly("1", "2");
    }

    @Test
    void aRoomWithoutMembersTakesAPublication() {
        assertThat(receipt(test.registry().publish(draft("empty", 1)))).isEqualTo(new Receipt(0, false, null));
        assertThat(test.registry().stats().published()).isEqualTo(1);
        assertThat(test.registry().stats().publishedToday()).isEqualTo(1);
    }

    @Test
    void joinedAndLeftAreToldOncePerUserAndAfterTheGrace() {
        Peer bob = joined("bob");
        Peer ada = joined("ada");
        Peer adaAgain = joined("ada");
        test.vanish(ada);
        test.pass(Duration.ofSeconds(10));
        test.vanish(adaAgain);
        test.pass(TestRegistry.GRACE.minusMillis(1));
        assertThat(bob.transport().types()).containsExactly("pong", "joined");
        test.pass(Duration.ofMillis(1));
        assertThat(bob.transport().types()).containsExactly("pong", "joined", "left");
        assertThat(bob.transport().frames("left").get(0).getInt("members")).isEqualTo(1);
        assertThat(bob.transport().frames("left").get(0).getJsonObject("user").getString("id"))
                .isEqualTo("ada");
    }

    @Test
    void aReconnectWithinTheGraceIsToldToNobody() {
        Peer bob = joined("bob");
        Peer ada = joined("ada");
        test.vanish(ada);
        test.pass(Duration.ofMillis(2_999));
        joined("ada");
        test.pass(Duration.ofSeconds(60).minusMillis(1));
        assertThat(bob.transport().types()).doesNotContain("left");
        assertThat(bob.transport().frames("joined")).hasSize(1);
    }

    @Test
    void theGraceIsMeasuredFromTheLastDeparture() {
        Peer bob = joined("bob");
        Peer first = joined("ada");
        test.vanish(first);
        test.pass(Duration.ofSeconds(1));
        Peer second = joined("ada");
        test.pass(Duration.ofSeconds(1));
        test.vanish(second);
        test.pass(Duration.ofMillis(2_999));
        assertThat(bob.transport().types()).doesNotContain("left");
        test.pass(Duration.ofMillis(1));
        assertThat(bob.transport().frames("left")).hasSize(1);
    }

    @Test
    void aUserWhoIsAwayIsStillAMemberWithoutConnections() {
        joined("bob");
        Peer ada = joined("ada");
        test.vanish(ada);
        assertThat(test.registry().members(LOBBY))
                .extracting(Member::connections)
                .containsExactly(1, 0);
        assertThat(test.registry().users()).extracting(Member::id).containsExactly("bob");
    }

    @Test
    void leavingEndsTheEventsBeforeItIsAnswered() {
        Peer ada = joined("ada");
        boolean left = test.registry()
                .leave(ada.connection(), LOBBY, () -> ada.connection().deliver(Event.Ack.of(null, "leave")));
        test.registry().publish(draft("lobby", 1));
        test.settle();
        assertThat(left).isTrue();
        assertThat(ada.transport().types()).containsExactly("pong", "ack");
        assertThat(test.registry().leave(ada.connection(), LOBBY)).isFalse();
        assertThat(ada.connection().isIn(LOBBY)).isFalse();
    }

    @Test
    void joiningTwiceCountsOnce() {
        Peer ada = joined("ada");
        assertThat(test.join(ada, LOBBY)).isEqualTo(1);
        assertThat(test.registry().room(LOBBY)).contains(new RoomInfo(LOBBY, 1, 1));
        test.registry().publish(draft("lobby", 1));
        test.settle();
        assertThat(ada.transport().data()).containsExactly("1");
    }

    @Test
    void aFullRoomRefusesAndTheConnectionIsNotInIt() {
        RoomPolicy two = new RoomPolicy(true, 2, PublishRule.MEMBERS, Retention.NONE);
        test.policies = new RoomPolicies(List.of(new RoomPolicies.Rule(new RoomPattern("lobby"), two)));
        joined("ada");
        Peer bob = joined("bob");
        Peer eve = test.connect("eve");
        assertRefused(ErrorCode.ROOM_FULL, () -> test.join(eve, LOBBY));
        assertThat(eve.connection().rooms()).isEmpty();
        test.registry().leave(bob.connection(), LOBBY);
        assertThat(test.join(eve, LOBBY)).isPositive();
    }

    @Test
    void aConnectionIsInSoManyRoomsAndNotInOneMore() {
        test.limits = new ConnectionLimits(0, 0, 0, 2);
        Peer ada = test.connect("ada");
        test.registry().join(ada.connection(), room("a"));
        test.registry().join(ada.connection(), room("b"));
        test.registry().join(ada.connection(), room("b"));
        assertRefused(ErrorCode.TOO_MANY_ROOMS, () -> test.join(ada, room("c")));
        assertThat(test.registry().room(room("c"))).isEmpty();
        test.registry().leave(ada.connection(), room("a"));
        test.registry().join(ada.connection(), room("c"));
        assertThat(ada.connection().rooms()).containsExactly(room("b"), room("c"));
    }

    @Test
    void anEndedConnectionJoinsNothing() {
        Peer ada = test.connect("ada");
        ada.connection().disconnect(Disconnect.ENDED_BY_ADMIN);
        assertRefused(ErrorCode.NOT_FOUND, () -> test.join(ada, LOBBY));
        assertThat(test.registry().room(LOBBY)).isEmpty();
    }

    @Test
    void whoAuthenticatesIsRenamedEverywhere() {
        Peer bob = joined("bob");
        Peer guest = test.connect();
        test.registry().join(guest.connection(), LOBBY);
        test.registry().become(guest.connection(), RecordingSubscriber.user("ada"));
        test.settle();
        assertThat(bob.transport().types()).containsExactly("pong", "joined", "left", "joined");
        assertThat(test.registry().connectionsOf("ada")).containsExactly(guest.connection());
        assertThat(test.registry().sendToUser("ada", "message", 1)).isEqualTo(1);
        assertThat(test.registry().users()).extracting(Member::id).containsExactlyInAnyOrder("ada", "bob");
    }

    @Test
    void aRenewedTokenChangesTheIdentityAndTellsNobody() {
        Peer bob = joined("bob");
        Peer ada = joined("ada");
        test.registry().become(ada.connection(), RecordingSubscriber.user("ada", "publisher"));
        test.settle();
        assertThat(ada.connection().identity().has(Identity.PUBLISHER)).isTrue();
        assertThat(bob.transport().frames("joined")).hasSize(1);
        assertThat(bob.transport().frames("left")).isEmpty();
        assertThat(test.registry().connectionsOf("ada")).hasSize(1);
    }

    @Test
    void whoAuthenticatesAsAUserWithTooManyConnectionsStaysWhoTheyWere() {
        test.limits = new ConnectionLimits(0, 1, 0, 0);
        test.connect("ada");
        Peer guest = test.connect();
        assertRefused(
                ErrorCode.FORBIDDEN, () -> test.registry().become(guest.connection(), RecordingSubscriber.user("ada")));
        assertThat(guest.connection().identity().isAuthenticated()).isFalse();
        test.registry().become(guest.connection(), RecordingSubscriber.user("bob"));
        assertThat(guest.connection().identity().id()).isEqualTo("bob");
    }

    @Test
    void whoAuthenticatesWhileEndingTakesNoPlace() {
        test.limits = new ConnectionLimits(0, 1, 0, 0);
        Peer guest = test.connect();
        guest.connection().disconnect(Disconnect.NORMAL);
        test.registry().become(guest.connection(), RecordingSubscriber.user("ada"));
        assertThat(guest.connection().identity().isAuthenticated()).isFalse();
        assertThat(test.connect("ada").connection().readyState()).isEqualTo(ReadyState.OPEN);
    }

    @Test
    void aFullServerAnswers4100() {
        test.limits = new ConnectionLimits(1, 0, 0, 0);
        test.connect("ada");
        Peer bob = test.connect("bob");
        test.settle();
        assertThat(bob.transport().closeCode()).isEqualTo(4100);
        assertThat(bob.transport().messages()).isEmpty();
        assertThat(test.registry().connectionCount()).isEqualTo(1);
    }

    @Test
    void tooManyConnectionsOfAUserOrAnAddressAnswer4102() {
        test.limits = new ConnectionLimits(0, 1, 2, 0);
        test.connect("ada");
        Peer second = test.connect("ada");
        Peer third = test.connect("bob");
        Peer fourth = test.connect("eve");
        Peer elsewhere =
                test.connect(RecordingSubscriber.user("eve"), RecordingTransport.completingInPlace(), "192.0.2.2");
        test.settle();
        assertThat(second.transport().closeCode()).isEqualTo(4102);
        assertThat(third.transport().closeCode()).isZero();
        assertThat(fourth.transport().closeCode()).isEqualTo(4102);
        assertThat(elsewhere.transport().closeCode()).isZero();
    }

    @Test
    void aPlaceIsFreeAgainWhenAConnectionHasEnded() {
        test.limits = new ConnectionLimits(1, 1, 1, 0);
        for (int i = 0; i < 5; i++) {
            Peer ada = test.connect("ada");
            assertThat(ada.connection().readyState()).isEqualTo(ReadyState.OPEN);
            test.vanish(ada);
        }
    }

    @Test
    void disconnectEndsOneConnectionOrAllOfAUser() {
        Peer ada = joined("ada");
        Peer adaAgain = joined("ada");
        Peer bob = joined("bob");
        assertThat(test.registry().disconnect(bob.id(), Disconnect.ENDED_BY_ADMIN, "spam"))
                .isTrue();
        assertThat(test.registry().disconnectUser("ada", Disconnect.ENDED_BY_ADMIN, null))
                .isEqualTo(2);
        test.settle();
        assertThat(bob.transport().closes()).singleElement().satisfies(close -> {
            assertThat(close.code()).isEqualTo(4004);
            assertThat(close.reason()).isEqualTo("spam");
        });
        assertThat(ada.transport().closeCode()).isEqualTo(4004);
        assertThat(adaAgain.transport().closeCode()).isEqualTo(4004);
        assertThat(test.registry().disconnect(bob.id(), Disconnect.NORMAL, null))
                .isFalse();
        assertThat(test.registry().disconnectUser("ada", Disconnect.NORMAL, null))
                .isZero();
        assertThat(test.registry().disconnect(NOBODY, Disconnect.NORMAL, null)).isFalse();
    }

    @Test
    void whatIsQueuedGoesOutBeforeADisconnect() {
        Peer ada = joined("ada");
        test.registry().publish(draft("lobby", 1));
        ada.connection().disconnect(Disconnect.ENDED_BY_ADMIN);
        test.registry().publish(draft("lobby", 2));
        test.settle();
        assertThat(ada.transport().data()).containsExactly("1");
        assertThat(ada.transport().log()).last().isEqualTo("close");
    }

    @Test
    void privateMessagesReachConnectionsAndUsers() {
        Peer ada = test.connect("ada");
        Peer adaAgain = test.connect("ada");
        Peer bob = test.connect("bob");
        assertThat(test.registry().send(ada.id(), "message", 1)).isTrue();
        assertThat(test.registry().send(NOBODY, "message", 1)).isFalse();
        assertThat(test.registry().sendToUser("ada", "message", 2)).isEqualTo(2);
        assertThat(test.registry().sendToUser("nobody", "message", 2)).isZero();
        assertThat(test.registry().sendToUsers(List.of("ada", "bob", "ada", "nobody"), "message", 3))
                .isEqualTo(3);
        test.settle();
        assertThat(ada.transport().data()).containsExactly("1", "2", "3");
        assertThat(adaAgain.transport().data()).containsExactly("2", "3");
        assertThat(bob.transport().data()).containsExactly("3");
        assertThat(ada.transport().frames("event").get(0)).doesNotContainKey("room");
    }

    @Test
    void aBroadcastReachesEveryoneInRoomsOrNot() {
        Peer ada = joined("ada");
        Peer bob = test.connect();
        assertThat(receipt(test.registry().broadcast("notice", Map.of("a", 1)))).isEqualTo(new Receipt(2, false, null));
        test.settle();
        assertThat(ada.transport().data()).containsExactly("{\"a\":1}");
        assertThat(bob.transport().data()).containsExactly("{\"a\":1}");
    }

    @Test
    void aBatchOfDraftsKeepsItsOrderAndEachItsOutcome() {
        Peer ada = joined("ada");
        List<CompletionStage<Receipt>> outcomes =
                test.registry().broadcastBatch(List.of(draft("lobby", 1), draft("other", 2), draft("lobby", 3)));
        test.settle();
        assertThat(outcomes.stream().map(SessionRegistryTest::receipt).map(Receipt::delivered))
                .containsExactly(1, 0, 1);
        assertThat(ada.transport().data()).containsExactly("1", "3");
    }

    @Test
    void filtersChangeWhatIsPublishedInTheirOrder() {
        test.filters.add(draft -> draft.withData(new Payload("[" + draft.data().json() + "]")));
        test.filters.add(
                draft -> draft.withData(new Payload("{\"x\":" + draft.data().json() + "}")));
        test.filters.add(draft -> draft.withEvent("changed"));
        Peer ada = joined("ada");
        test.registry().publish(draft("lobby", 1));
        test.settle();
        assertThat(ada.transport().data()).containsExactly("{\"x\":[1]}");
        assertThat(ada.transport().frames("event").get(0).getString("event")).isEqualTo("changed");
    }

    @Test
    void aFilterCannotChangeRoomOrSender() {
        test.filters.add(draft -> Draft.of(room("other"), draft.event(), draft.data()));
        Peer ada = joined("ada");
        test.registry().publish(draft("lobby", 1).withFrom(ada.connection().asSender()));
        test.settle();
        assertThat(ada.transport().frames("event")).singleElement().satisfies(event -> {
            assertThat(event.getString("room")).isEqualTo("lobby");
            assertThat(event.getJsonObject("from").getString("id")).isEqualTo("ada");
        });
    }

    @Test
    void aFilterThatRefusesIsTheAnswerAndNobodySeesIt() {
        test.filters.add(draft -> {
            throw ProtocolException.forbidden("No such words here");
        });
        Peer ada = joined("ada");
        ProtocolException refused = failure(test.registry().publish(draft("lobby", 1)));
        test.settle();
        assertThat(refused.code()).isEqualTo(ErrorCode.FORBIDDEN);
        assertThat(refused.text()).isEqualTo("No such words here");
        assertThat(ada.transport().data()).isEmpty();
        assertThat(test.registry().stats().published()).isZero();
    }

    @Test
    void aFilterThatBreaksRefusesWithAnIncidentAndNothingElse() {
        test.filters.add(draft -> {
            throw new IllegalStateException("the password is tulip");
        });
        Peer ada = joined("ada");
        ProtocolException refused = failure(test.registry().publish(draft("lobby", 1)));
        test.settle();
        assertThat(refused.code()).isEqualTo(ErrorCode.INTERNAL);
        assertThat(refused.text()).doesNotContain("tulip");
        assertThat(ada.transport().data()).isEmpty();
        assertThat(test.registry().stats().failures()).isEqualTo(1);
        assertThat(test.lifecycle).hasAtLeastOneElementOfType(LifecycleEvent.Failure.class);
    }

    @Test
    void handlersHearWhatTheyNamedAfterItHasGoneOut() {
        List<String> heard = new ArrayList<>();
        test.handlers.add(handler("message", publication -> heard.add("message")));
        test.handlers.add(handler("*", publication -> heard.add("any " + publication.event())));
        test.registry().publish(draft("lobby", 1));
        test.registry().broadcast("notice", 1);
        assertThat(heard).containsExactly("message", "any message", "any notice");
    }

    @Test
    void aHandlerThatThrowsHarmsNobody() {
        List<String> heard = new ArrayList<>();
        test.handlers.add(handler("*", publication -> {
            throw new IllegalStateException("broken");
        }));
        test.handlers.add(handler("*", publication -> heard.add(publication.event())));
        Peer ada = joined("ada");
        assertThat(receipt(test.registry().publish(draft("lobby", 1))).delivered())
                .isEqualTo(1);
        assertThat(test.registry().sendToUser("ada", "psst", 2)).isEqualTo(1);
        test.settle();
        assertThat(ada.transport().data()).containsExactly("1", "2");
        assertThat(heard).containsExactly("message", "psst");
        assertThat(test.registry().stats().failures()).isEqualTo(2);
    }

    @Test
    void aRepeatWithTheSameKeyIsPublishedOnce() {
        Peer ada = joined("ada");
        Draft draft = keyed(ada, "lobby", "k1");
        assertThat(receipt(test.registry().publish(draft))).isEqualTo(new Receipt(1, false, null));
        assertThat(receipt(test.registry().publish(draft))).isEqualTo(new Receipt(1, true, null));
        test.clock.advance(Duration.ofMinutes(5).minusNanos(1));
        assertThat(receipt(test.registry().publish(draft)).duplicate()).isTrue();
        test.settle();
        assertThat(ada.transport().data()).containsExactly("1");
        test.clock.advance(Duration.ofNanos(1));
        assertThat(receipt(test.registry().publish(draft)).duplicate()).isFalse();
    }

    @Test
    void aKeyIsItsSendersAndItsRoomsOwn() {
        Peer ada = joined("ada");
        Peer adaAgain = joined("ada");
        Peer bob = joined("bob");
        Peer guest = test.connect();
        Peer otherGuest = test.connect();
        assertThat(isDuplicate(keyed(ada, "lobby", "k1"))).isFalse();
        assertThat(isDuplicate(keyed(adaAgain, "lobby", "k1")))
                .as("the same user")
                .isTrue();
        assertThat(isDuplicate(keyed(bob, "lobby", "k1"))).isFalse();
        assertThat(isDuplicate(keyed(ada, "other", "k1"))).isFalse();
        assertThat(isDuplicate(keyed(ada, "lobby", "k2"))).isFalse();
        assertThat(isDuplicate(keyed(guest, "lobby", "k1"))).isFalse();
        assertThat(isDuplicate(keyed(otherGuest, "lobby", "k1"))).isFalse();
    }

    @Test
    void aRefusedPublicationMayBeRepeatedWithItsKey() {
        List<String> refusals = new ArrayList<>(List.of("once"));
        test.filters.add(draft -> {
            if (!refusals.isEmpty()) {
                refusals.remove(0);
                throw ProtocolException.forbidden("Not yet");
            }
            return draft;
        });
        Peer ada = joined("ada");
        failure(test.registry().publish(keyed(ada, "lobby", "k1")));
        assertThat(receipt(test.registry().publish(keyed(ada, "lobby", "k1")))).isEqualTo(new Receipt(1, false, null));
    }

    @Test
    void shutdownSaysGoodbyeAndCloses4200() {
        Peer ada = joined("ada");
        Peer bob = test.connect();
        Thread container = reportingThread();
        test.registry().shutdown();
        join(container);
        assertThat(ada.transport().types()).containsExactly("pong", "goodbye");
        assertThat(ada.transport().frames("goodbye").get(0).getInt("retry_after"))
                .isPositive();
        assertThat(ada.transport().closeCode()).isEqualTo(4200);
        assertThat(bob.transport().closeCode()).isEqualTo(4200);
        assertThat(test.registry().isStopping()).isTrue();
        assertThat(test.lifecycle).hasAtLeastOneElementOfType(LifecycleEvent.ServerStopping.class);
        Peer late = test.connect("late");
        test.settle();
        assertThat(late.transport().closeCode()).isEqualTo(4200);
        assertThat(test.registry().connectionCount()).isZero();
    }

    @Test
    void shutdownRunsOnce() {
        test.registry().shutdown();
        test.registry().shutdown();
        assertThat(test.lifecycle).hasExactlyElementsOfTypes(LifecycleEvent.ServerStopping.class);
    }

    @Test
    void aSlowReaderIsCutAndTheOthersGoOn() {
        test.outbox = new OutboxLimits(10, 1 << 20);
        Peer fast = joined("fast");
        Peer slow = test.connect(RecordingSubscriber.user("slow"), RecordingTransport.completingLater());
        test.registry().join(slow.connection(), LOBBY);
        for (int i = 0; i < 100; i++) {
            test.registry().publish(draft("lobby", i));
            test.settle();
        }
        assertThat(slow.transport().closeCode()).isEqualTo(4202);
        assertThat(slow.connection().queuedFrames()).isZero();
        assertThat(fast.transport().data()).hasSize(100);
        assertThat(fast.transport().closeCode()).isZero();
        assertThat(test.registry().stats().slowReadersCut()).isEqualTo(1);
        assertThat(test.registry().room(LOBBY))
                .get()
                .extracting(RoomInfo::connections)
                .isEqualTo(1);
    }

    @Test
    void aSlowReaderIsCutByBytesToo() {
        test.outbox = new OutboxLimits(1_000, 10_000);
        Peer slow = test.connect(RecordingSubscriber.user("slow"), RecordingTransport.completingLater());
        test.registry().join(slow.connection(), LOBBY);
        Payload large = new Payload("\"" + "x".repeat(4_000) + "\"");
        for (int i = 0; i < 5; i++) {
            test.registry().publish(Draft.of(LOBBY, "message", large));
            test.settle();
        }
        assertThat(slow.transport().closeCode()).isEqualTo(4202);
    }

    @Test
    void aConnectionIsPingedOncePerInterval() {
        Peer ada = test.connect("ada");
        test.pass(Duration.ofSeconds(24));
        assertThat(ada.transport().pings()).isZero();
        test.pass(Duration.ofSeconds(1));
        assertThat(ada.transport().pings()).isEqualTo(1);
        ada.connection().heard();
        for (int i = 0; i < 24; i++) {
            test.pass(Duration.ofSeconds(1));
        }
        assertThat(ada.transport().pings()).isEqualTo(1);
        test.pass(Duration.ofSeconds(1));
        assertThat(ada.transport().pings()).isEqualTo(2);
    }

    @Test
    void silenceEndsWith4201() {
        Peer ada = joined("ada");
        test.pass(Duration.ofSeconds(35));
        assertThat(ada.transport().closeCode()).isZero();
        test.pass(Duration.ofMillis(1));
        assertThat(ada.transport().closeCode()).isEqualTo(4201);
        assertThat(test.registry().connectionCount()).isZero();
    }

    @Test
    void anythingThatIsHeardKeepsAConnection() {
        Peer ada = test.connect("ada");
        for (int i = 0; i < 10; i++) {
            test.pass(Duration.ofSeconds(30));
            ada.connection().heard();
        }
        assertThat(ada.transport().closeCode()).isZero();
    }

    @Test
    void aSendThatStallsEndsWith4202() {
        Peer ada = test.connect(RecordingSubscriber.user("ada"), RecordingTransport.completingLater());
        test.settle();
        test.pass(Duration.ofSeconds(10));
        assertThat(ada.transport().closeCode()).isZero();
        test.pass(Duration.ofMillis(1));
        assertThat(ada.transport().closeCode()).isEqualTo(4202);
    }

    @Test
    void aTokensEndIsAnnouncedOnceAndThenEndsTheConnection() {
        Identity soon = expiring("ada", Duration.ofSeconds(60));
        Peer ada = test.connect(soon);
        test.pass(Duration.ofMillis(29_999));
        assertThat(ada.transport().frames("error")).isEmpty();
        ada.connection().heard();
        test.pass(Duration.ofMillis(1));
        test.pass(Duration.ofSeconds(1));
        assertThat(ada.transport().frames("error")).singleElement().satisfies(error -> {
            assertThat(error.getString("code")).isEqualTo("token_expired");
            assertThat(error).doesNotContainKey("id");
        });
        test.pass(Duration.ofMillis(28_999));
        assertThat(ada.transport().closeCode()).isZero();
        ada.connection().heard();
        test.pass(Duration.ofMillis(1));
        assertThat(ada.transport().closeCode()).isEqualTo(4203);
    }

    @Test
    void aNewTokenInTimeKeepsTheConnection() {
        Peer ada = test.connect(expiring("ada", Duration.ofSeconds(60)));
        test.pass(Duration.ofSeconds(31));
        test.registry().become(ada.connection(), expiring("ada", Duration.ofSeconds(300)));
        ada.connection().heard();
        test.pass(Duration.ofSeconds(30));
        assertThat(ada.transport().closeCode()).isZero();
        assertThat(ada.transport().frames("error")).hasSize(1);
    }

    @Test
    void aConnectionWhoseCloseGoesUnreportedIsForgotten() {
        Peer ada = joined("ada");
        ada.connection().disconnect(Disconnect.ENDED_BY_ADMIN);
        test.settle();
        test.pass(Duration.ofSeconds(30));
        assertThat(test.registry().isEmpty()).isFalse();
        test.pass(Duration.ofMillis(1));
        assertThat(test.registry().isEmpty()).isTrue();
    }

    @Test
    void aCloseThatCannotGetOutIsForced() {
        Peer ada = test.connect(RecordingSubscriber.user("ada"), RecordingTransport.completingLater());
        test.settle();
        ada.connection().disconnect(Disconnect.ENDED_BY_ADMIN);
        test.pass(Duration.ofSeconds(5));
        assertThat(ada.transport().isClosed()).isFalse();
        test.pass(Duration.ofMillis(1));
        assertThat(ada.transport().closeCode()).isEqualTo(4004);
    }

    @Test
    void aBrokenSendEndsTheConnection() {
        Peer ada = test.connect(
                RecordingSubscriber.user("ada"),
                RecordingTransport.completingInPlace().failingAt(2));
        test.registry().join(ada.connection(), LOBBY);
        test.registry().publish(draft("lobby", 1));
        test.settle();
        assertThat(ada.connection().readyState()).isNotEqualTo(ReadyState.OPEN);
        assertThat(test.registry().room(LOBBY))
                .get()
                .extracting(RoomInfo::connections)
                .isEqualTo(0);
    }

    @Test
    void aContainersCloseIsCountedAndToldOnce() {
        Peer ada = joined("ada");
        test.vanish(ada);
        test.vanish(ada);
        ada.connection().disconnect(Disconnect.NORMAL);
        test.settle();
        assertThat(ada.connection().readyState()).isEqualTo(ReadyState.CLOSED);
        assertThat(test.registry().stats().connectionsClosed()).isEqualTo(1);
        assertThat(test.lifecycle.stream().filter(LifecycleEvent.ConnectionClosed.class::isInstance))
                .singleElement()
                .satisfies(event -> assertThat(((LifecycleEvent.ConnectionClosed) event).code())
                        .isEqualTo(1006));
    }

    @Test
    void statsCountWhatHappens() {
        Peer ada = joined("ada");
        test.registry().publish(draft("lobby", 1));
        test.registry().sendToUser("ada", "message", 1);
        test.settle();
        test.vanish(ada);
        Stats stats = test.registry().stats();
        assertThat(stats.connectionsOpened()).isEqualTo(1);
        assertThat(stats.connectionsClosed()).isEqualTo(1);
        assertThat(stats.published()).isEqualTo(2);
        assertThat(stats.framesSent()).isEqualTo(3);
        assertThat(stats.bytesSent()).isPositive();
        assertThat(stats.failures()).isZero();
    }

    @Test
    void roomsAreListedByNameWithTheirCounts() {
        Peer ada = test.connect("ada");
        Peer adaAgain = test.connect("ada");
        for (String name : List.of("b", "a", "c")) {
            test.registry().join(ada.connection(), room(name));
        }
        test.registry().join(adaAgain.connection(), room("b"));
        assertThat(test.registry().rooms())
                .containsExactly(
                        new RoomInfo(room("a"), 1, 1), new RoomInfo(room("b"), 2, 1), new RoomInfo(room("c"), 1, 1));
        assertThat(test.registry().members(room("unknown"))).isEmpty();
    }

    @Test
    void connectionsShowNoContent() {
        Peer ada = test.connect("ada");
        assertThat(ada.connection().toString()).doesNotContain("Name of ada", "192.0.2.1");
        assertThat(ada.connection().handshake().toString()).doesNotContain("192.0.2.1");
    }

    private Peer joined(String user) {
        Peer peer = test.connect(user);
        test.registry().join(peer.connection(), LOBBY);
        test.settle();
        return peer;
    }

    private Identity expiring(String user, Duration lifetime) {
        Identity who = RecordingSubscriber.user(user);
        return new Identity(
                who.id(),
                who.name(),
                null,
                who.roles(),
                who.grants(),
                test.clock.instant().plus(lifetime));
    }

    private static Draft keyed(Peer from, String room, String key) {
        return new Draft(
                RoomName.of(room),
                "message",
                new Payload("1"),
                from.connection().asSender(),
                true,
                false,
                key);
    }

    private boolean isDuplicate(Draft draft) {
        return receipt(test.registry().publish(draft)).duplicate();
    }

    /** A container's thread: it runs what waits and reports the closes, while the shutdown waits for that. */
    private Thread reportingThread() {
        Thread thread = new Thread(() -> {
            while (test.registry().connectionCount() > 0 || !test.registry().isStopping()) {
                test.reportCloses();
                Thread.onSpinWait();
            }
            test.reportCloses();
        });
        thread.start();
        return thread;
    }

    private static void join(Thread thread) {
        try {
            thread.join(30_000);
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
    }

    private static EventHandler handler(String event, java.util.function.Consumer<Publication> action) {
        return new EventHandler() {
            @Override
            public String event() {
                return event;
            }

            @Override
            public void handle(Publication publication) {
                action.accept(publication);
            }
        };
    }

    private static Receipt receipt(CompletionStage<Receipt> outcome) {
        return outcome.toCompletableFuture().join();
    }

    private static ProtocolException failure(CompletionStage<Receipt> outcome) {
        try {
            throw new AssertionError(
                    "accepted: " + outcome.toCompletableFuture().join());
        } catch (CompletionException failed) {
            return (ProtocolException) failed.getCause();
        }
    }

    private static void assertRefused(ErrorCode code, org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
        assertThatExceptionOfType(ProtocolException.class)
                .isThrownBy(call)
                .satisfies(refused -> assertThat(refused.code()).isEqualTo(code));
    }
}
