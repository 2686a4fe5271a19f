package org.roomcast.registry;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.roomcast.limits.Limit;

class AdmissionTest {

    @Test
    void aFullServerSaysSo() {
        Admission admission = new Admission(new ConnectionLimits(2, 0, 0, 0));
        assertThat(admission.admit(null, "a")).isNull();
        assertThat(admission.admit("ada", "a")).isNull();
        assertThat(admission.admit(null, "b")).isEqualTo(Limit.CONNECTIONS);
        admission.release(null, "a");
        assertThat(admission.admit(null, "b")).isNull();
    }

    @Test
    void aUserHasSoManyConnectionsFromWhereverTheyCome() {
        Admission admission = new Admission(new ConnectionLimits(0, 2, 0, 0));
        assertThat(admission.admit("ada", "a")).isNull();
        assertThat(admission.admit("ada", "b")).isNull();
        assertThat(admission.admit("ada", "c")).isEqualTo(Limit.CONNECTIONS_PER_USER);
        assertThat(admission.admit("bob", "c")).isNull();
        for (int i = 0; i < 100; i++) {
            assertThat(admission.admit(null, "c")).isNull();
        }
    }

    @Test
    void anAddressHasSoManyConnectionsWhoeverTheyAre() {
        Admission admission = new Admission(new ConnectionLimits(0, 0, 2, 0));
        assertThat(admission.admit("ada", "a")).isNull();
        assertThat(admission.admit(null, "a")).isNull();
        assertThat(admission.admit("bob", "a")).isEqualTo(Limit.CONNECTIONS_PER_ADDRESS);
        assertThat(admission.admit("bob", "b")).isNull();
        assertThat(admission.admit("bob", null)).isNull();
    }

    @Test
    void aRefusalTakesNoPlace() {
        Admission admission = new Admission(new ConnectionLimits(3, 1, 2, 0));
        admission.admit("ada", "a");
        assertThat(admission.admit("ada", "a")).isEqualTo(Limit.CONNECTIONS_PER_USER);
        assertThat(admission.admit("ada", "b")).isEqualTo(Limit.CONNECTIONS_PER_USER);
        assertThat(admission.admit("bob", "a")).isNull();
        assertThat(admission.admit("eve", "a")).isEqualTo(Limit.CONNECTIONS_PER_ADDRESS);
        assertThat(admission.admit("eve", "b")).isNull();
        assertThat(admission.admit("joe", "b")).isEqualTo(Limit.CONNECTIONS);
        admission.release("ada", "a");
        admission.release("bob", "a");
        admission.release("eve", "b");
        assertThat(admission.isEmpty()).isTrue();
    }

    @Test
    void zeroIsNoLimit() {
        Admission admission = new Admission(new ConnectionLimits(0, 0, 0, 0));
        for (int i = 0; i < 10_000; i++) {
            assertThat(admission.admit("ada", "a")).isNull();
        }
    }
}
