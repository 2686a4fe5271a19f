package org.roomcast.boot.wiring;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.ServletContext;
import java.lang.reflect.Proxy;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DeploymentTest {

    private static final Map<String, Object> MODULE = Map.of("java:module/ModuleName", "desk-1.0");

    @ParameterizedTest
    @CsvSource({
        "'', ROOT",
        "/, ROOT",
        "/roomcast, roomcast",
        "/a/b, a#b",
        "roomcast, roomcast",
        "/a b, a+b",
        "/.., ROOT"
    })
    void aContextPathBecomesANameFitForAFolder(String path, String name) {
        assertThat(Deployment.nameOf(path)).isEqualTo(name);
    }

    @Test
    void aWebApplicationIsNamedByItsContextPath() {
        Deployment deployment = new Deployment(FakeNaming.with(MODULE).resources());
        deployment.begins(webApplication("/desk"));
        assertThat(deployment.name()).isEqualTo("desk");
    }

    @Test
    void beforeItsWebPartBeginsTheModulesNameCounts() {
        assertThat(new Deployment(FakeNaming.with(MODULE).resources()).name()).isEqualTo("desk-1.0");
    }

    @Test
    void theEmbeddedServerHasNoName() {
        Deployment deployment = new Deployment(new ContainerResources());
        deployment.begins("what the container of an embedded server sends");
        assertThat(deployment.name()).isNull();
    }

    private static ServletContext webApplication(String path) {
        return (ServletContext) Proxy.newProxyInstance(
                DeploymentTest.class.getClassLoader(),
                new Class<?>[] {ServletContext.class},
                (proxy, method, arguments) -> {
                    assertThat(method.getName()).isEqualTo("getContextPath");
                    return path;
                });
    }
}
