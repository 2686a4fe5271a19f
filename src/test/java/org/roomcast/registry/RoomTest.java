package org.roomcast.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.roomcast.codec.Event;
import org.roomcast.codec.SharedEvent;
import org.roomcast.model.ErrorCode;
import org.roomcast.model.Member;
import org.roomcast.model.Payload;
import org.roomcast.model.ProtocolException;
import org.roomcast.model.Retention;
import org.roomcast.model.RoomName;
import org.roomcast.model.RoomPolicy;
import org.roomcast.model.RoomPolicy.PublishRule;

class RoomTest {

    private static final RoomName LOBBY = RoomName.of("lobby");
    private static final JoinRequest ENTER = JoinRequest.of(LOBBY);
    private static final Instant NOW = Instant.parse("2026-11-20T10:15:30Z");

    private final Room room = new Room(LOBBY, RoomPolicy.DEFAULT);
    private final RecordingSubscriber ada = RecordingSubscriber.of("c1", "ada");
    private final RecordingSubscriber adaAgain = RecordingSubscriber.of("c2", "ada");
    private final RecordingSubscriber bob = RecordingSubscriber.of("c3", "bob");

    @Test
    void anArrivalIsToldToTheOthersAndNotToTheArriving() {
        room.add(ada, NOW, ENTER, null);
        room.add(bob, NOW, ENTER, null);
        assertThat(ada.story()).containsExactly("joined bob 2");
        assertThat(bob.story()).isEmpty();
    }

    @Test
    void aUserArrivesAndLeavesOnceWithHoweverManyConnections() {
        room.add(bob, NOW, ENTER, null);
        room.add(ada, NOW, ENTER, null);
        room.add(adaAgain, NOW, ENTER, null);
        assertThat(room.remove(ada)).isNull();
        Departure departure = room.remove(adaAgain);
        assertThat(departure).isNotNull();
        assertThat(bob.story()).containsExactly("joined ada 2");
        room.expire(departure);
        assertThat(bob.story()).containsExactly("joined ada 2", "left ada 1");
    }

    @Test
    void aUserWhoComesBackInTimeHasNeverBeenAway() {
        room.add(bob, NOW, ENTER, null);
        room.add(ada, NOW, ENTER, null);
        Departure departure = room.remove(ada);
        room.add(adaAgain, NOW, ENTER, null);
        room.expire(departure);
        assertThat(bob.story()).containsExactly("joined ada 2");
        assertThat(room.members(10, false)).hasSize(2);
    }

    @Test
    void anEarlierDepartureDoesNotEndALaterOne() {
        room.add(bob, NOW, ENTER, null);
        room.add(ada, NOW, ENTER, null);
        Departure first = room.remove(ada);
        room.add(ada, NOW, ENTER, null);
        Departure second = room.remove(ada);
        room.expire(first);
        assertThat(bob.story()).containsExactly("joined ada 2");
        room.expire(second);
        assertThat(bob.story()).containsExactly("joined ada 2", "left ada 1");
        room.expire(second);
        assertThat(bob.story()).hasSize(2);
    }

    @Test
    void theAnswerComesBeforeTheFirstEventAndCountsTheArriving() {
        room.add(bob, NOW, ENTER, null);
        int users = room.add(ada, NOW, ENTER, joined -> Event.Ack.joined(null, LOBBY, joined.members(), null, null))
                .members();
        room.publish(message(), null, null);
        assertThat(users).isEqualTo(2);
        assertThat(ada.events().get(0)).isEqualTo(Event.Ack.joined(null, LOBBY, 2, null, null));
        assertThat(ada.story()).containsExactly("ack", "event message");
        assertThat(bob.story()).containsExactly("joined ada 2", "event message");
    }

    @Test
    void addingAgainIsAnsweredAndChangesNothing() {
        room.add(ada, NOW, ENTER, null);
        room.add(bob, NOW, ENTER, null);
        assertThat(room.add(bob, NOW, ENTER, joined -> Event.Ack.joined(null, LOBBY, joined.members(), null, null))
                        .members())
                .isEqualTo(2);
        assertThat(bob.story()).containsExactly("ack");
        assertThat(ada.story()).containsExactly("joined bob 2");
        assertThat(room.info()).isEqualTo(new RoomInfo(LOBBY, 2, 2));
        room.publish(message(), null, null);
        assertThat(bob.story()).containsExactly("ack", "event message");
    }

    @Test
    void publishCountsWhoTookIt() {
        room.add(ada, NOW, ENTER, null);
        room.add(bob, NOW, ENTER, null);
        assertThat(room.publish(message(), null, null)).isEqualTo(2);
        assertThat(room.publish(message(), null, ada.id())).isEqualTo(1);
        bob.refuse();
        assertThat(room.publish(message(), null, null)).isEqualTo(1);
        assertThat(ada.story()).containsExactly("joined bob 2", "event message", "event message");
    }

    @Test
    void nothingComesAfterTheRemoval() {
        room.add(ada, NOW, ENTER, null);
        room.remove(ada);
        assertThat(room.publish(message(), null, null)).isZero();
        assertThat(ada.story()).isEmpty();
        assertThat(room.remove(ada)).as("a second removal").isNull();
    }

    @Test
    void aRoomIsEmptyWhenTheLastUserIsGoneForGood() {
        assertThat(room.dropIfEmpty()).isTrue();
        room.add(ada, NOW, ENTER, null);
        Departure departure = room.remove(ada);
        assertThat(room.dropIfEmpty()).isFalse();
        assertThat(room.members(10, false)).containsExactly(new Member("ada", "Name of ada", null, NOW, 0));
        room.expire(departure);
        assertThat(room.dropIfEmpty()).isTrue();
    }

    @Test
    void aFullRoomTakesNobodyButItsMembers() {
        Room small = new Room(LOBBY, new RoomPolicy(true, 2, PublishRule.MEMBERS, Retention.DEFAULT));
        small.add(ada, NOW, ENTER, null);
        small.add(adaAgain, NOW, ENTER, null);
        assertThatExceptionOfType(ProtocolException.class)
                .isThrownBy(() -> small.add(bob, NOW, ENTER, null))
                .satisfies(refused -> assertThat(refused.code()).isEqualTo(ErrorCode.ROOM_FULL));
        assertThat(small.add(ada, NOW, ENTER, null).members()).isEqualTo(1);
        assertThat(small.info()).isEqualTo(new RoomInfo(LOBBY, 2, 1));
        small.remove(ada);
        assertThat(small.add(bob, NOW, ENTER, null).members()).isEqualTo(2);
    }

    @Test
    void aRoomWithoutPresenceTellsNobodyAndForgetsAtOnce() {
        Room quiet = new Room(LOBBY, new RoomPolicy(false, 0, PublishRule.MEMBERS, Retention.DEFAULT));
        quiet.add(ada, NOW, ENTER, null);
        quiet.add(bob, NOW, ENTER, null);
        assertThat(quiet.remove(ada)).isNull();
        assertThat(bob.story()).isEmpty();
        assertThat(quiet.remove(bob)).isNull();
        assertThat(quiet.dropIfEmpty()).isTrue();
    }

    @Test
    void pastFiveHundredUsersNobodyIsAnnounced() {
        room.add(bob, NOW, ENTER, null);
        for (int user = 2; user <= 500; user++) {
            room.add(RecordingSubscriber.of("x" + user, "user" + user), NOW, ENTER, null);
        }
        assertThat(bob.story()).hasSize(499).last().isEqualTo("joined user500 500");
        RecordingSubscriber first = RecordingSubscriber.of("x501", "user501");
        RecordingSubscriber second = RecordingSubscriber.of("x502", "user502");
        room.add(first, NOW, ENTER, null);
        room.add(second, NOW, ENTER, null);
        room.expire(room.remove(second));
        assertThat(bob.story()).hasSize(499);
        assertThat(room.info().users()).isEqualTo(501);
        assertThat(room.members(SessionRegistry.MAX_LISTED, false)).hasSize(500);
    }

    @Test
    void theCountGoesOnWhileNobodyIsAnnounced() {
        for (int user = 1; user <= 600; user++) {
            RecordingSubscriber subscriber = RecordingSubscriber.of("x" + user, "user" + user);
            assertThat(room.add(subscriber, NOW, ENTER, null).members()).isEqualTo(user);
        }
        assertThat(room.info()).isEqualTo(new RoomInfo(LOBBY, 600, 600));
    }

    @Test
    void membersAreListedInTheOrderOfTheirArrival() {
        room.add(bob, NOW, ENTER, null);
        room.add(ada, NOW.plusSeconds(1), ENTER, null);
        room.add(adaAgain, NOW.plusSeconds(2), ENTER, null);
        assertThat(room.members(10, false))
                .containsExactly(
                        new Member("bob", "Name of bob", null, NOW, 1),
                        new Member("ada", "Name of ada", null, NOW.plusSeconds(1), 2));
        assertThat(room.members(1, false)).extracting(Member::id).containsExactly("bob");
    }

    @Test
    void eachAnonymousConnectionIsAUserOfItsOwn() {
        room.add(RecordingSubscriber.anonymous("a1"), NOW, ENTER, null);
        room.add(RecordingSubscriber.anonymous("a2"), NOW, ENTER, null);
        assertThat(room.members(10, false)).extracting(Member::id).containsExactly("anon-a1", "anon-a2");
    }

    @Test
    void whoAuthenticatesLeavesAsNobodyAndArrivesAsSomebody() {
        RecordingSubscriber guest = RecordingSubscriber.anonymous("g1");
        room.add(bob, NOW, ENTER, null);
        room.add(guest, NOW, ENTER, null);
        guest.become(RecordingSubscriber.user("ada"));
        room.rename(guest, NOW);
        assertThat(bob.story()).containsExactly("joined anon-g1 2", "left anon-g1 1", "joined ada 2");
        Departure departure = room.remove(guest);
        assertThat(departure).isNotNull();
        room.expire(departure);
        assertThat(bob.story()).last().isEqualTo("left ada 1");
        room.remove(bob);
    }

    @Test
    void whoAuthenticatesAsAUserWhoIsHereIsNotAnnouncedAgain() {
        RecordingSubscriber guest = RecordingSubscriber.anonymous("g1");
        room.add(ada, NOW, ENTER, null);
        room.add(guest, NOW, ENTER, null);
        guest.become(RecordingSubscriber.user("ada"));
        room.rename(guest, NOW);
        assertThat(ada.story()).containsExactly("joined anon-g1 2", "left anon-g1 1");
        assertThat(room.info()).isEqualTo(new RoomInfo(LOBBY, 2, 1));
        assertThat(room.remove(ada)).isNull();
        assertThat(room.remove(guest)).isNotNull();
    }

    @Test
    void renamingSomebodyWhoIsNotHereChangesNothing() {
        room.add(bob, NOW, ENTER, null);
        room.rename(ada, NOW);
        assertThat(room.info()).isEqualTo(new RoomInfo(LOBBY, 1, 1));
        assertThat(bob.story()).isEqualTo(List.of());
    }

    private static SharedEvent message() {
        return new SharedEvent(new Event.Published("message", Payload.NULL, LOBBY, null, null, NOW));
    }
}
