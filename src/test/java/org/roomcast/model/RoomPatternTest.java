package org.roomcast.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RoomPatternTest {

    @ParameterizedTest
    @CsvSource({
        "lobby,lobby,true",
        "lobby,lobby2,false",
        "lobby,lobb,false",
        "Lobby,lobby,false",
        "*,anything.at-all,true",
        "**,a,true",
        "team.*,team.blue,true",
        "team.*,team.,true",
        "team.*,team,false",
        "team.*,team.blue.east,true",
        "team.*,my.team.blue,false",
        "*.private,a.b.private,true",
        "*.private,a.b.private.c,false",
        "a*b*c,aXbXbXc,true",
        "a*b*c,aXcXb,false",
        "a*a,a,false",
        "a*a,aa,true",
        "*ab,aab,true",
        "*aab,aaab,true",
        "a.c,abc,false",
        "a?c,abc,false",
        "'',a,false"
    })
    void aStarStandsForAnyRunOfCharactersAndNothingElseIsSpecial(String glob, String name, boolean matches) {
        assertThat(new RoomPattern(glob).matches(RoomName.of(name))).isEqualTo(matches);
    }

    @Test
    void aNastyPatternIsJudgedAtOnce() {
        RoomPattern nasty = new RoomPattern("a*".repeat(80) + "b");
        RoomName name = RoomName.of("a".repeat(164));
        Assertions.assertTimeout(
                Duration.ofSeconds(2), () -> assertThat(nasty.matches(name)).isFalse());
    }

    @Test
    void agreesWithARegularExpressionOnAllShortCases() {
        String[] globs = {"*", "a*", "*a", "a*b", "*a*", "a*b*", "**b", "ab", "a*a*b", "*ab*a"};
        for (String glob : globs) {
            String regex = glob.replace("*", ".*");
            for (String name : shortNames()) {
                assertThat(new RoomPattern(glob).matches(RoomName.of(name)))
                        .as("%s on %s", glob, name)
                        .isEqualTo(name.matches(regex));
            }
        }
    }

    private static java.util.List<String> shortNames() {
        java.util.List<String> names = new java.util.ArrayList<>();
        for (int length = 1; length <= 6; length++) {
            for (int bits = 0; bits < 1 << length; bits++) {
                StringBuilder name = new StringBuilder();
                for (int i = 0; i < length; i++) {
                    name.append((bits >> i & 1) == 0 ? 'a' : 'b');
                }
                names.add(name.toString());
            }
        }
        return names;
    }
}
