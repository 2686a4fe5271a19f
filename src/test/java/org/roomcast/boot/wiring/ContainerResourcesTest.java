package org.roomcast.boot.wiring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.lang.reflect.Proxy;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ThreadFactory;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

class ContainerResourcesTest {

    @Test
    void whereThereIsNoNamingServiceNothingIsThere() {
        ContainerResources none = new ContainerResources();
        assertThat(none.threadFactory()).isEmpty();
        assertThat(none.executor()).isEmpty();
        assertThat(none.moduleName()).isEmpty();
        assertThat(none.dataSource("java:comp/DefaultDataSource")).isEmpty();
    }

    @Test
    void theManagedThreadFactoryExecutorAndNameAreFound() {
        ThreadFactory factory = Thread::new;
        ExecutorService executor = ForkJoinPool.commonPool();
        ContainerResources server = FakeNaming.with(Map.of(
                        "java:comp/DefaultManagedThreadFactory", factory,
                        "java:comp/DefaultManagedExecutorService", executor,
                        "java:module/ModuleName", "desk"))
                .resources();
        assertThat(server.threadFactory()).containsSame(factory);
        assertThat(server.executor()).containsSame(executor);
        assertThat(server.moduleName()).contains("desk");
    }

    @Test
    void aDataSourceIsFoundByItsFullName() {
        DataSource source = dataSource();
        ContainerResources server =
                FakeNaming.with(Map.of("java:comp/DefaultDataSource", source)).resources();
        assertThat(server.dataSource("java:comp/DefaultDataSource")).containsSame(source);
        assertThat(server.dataSource("java:jboss/datasources/Other")).isEmpty();
    }

    @Test
    void aShortNameIsLookedUpBelowTheApplicationsOwnFirst() {
        DataSource own = dataSource();
        DataSource shared = dataSource();
        ContainerResources server = FakeNaming.with(
                        Map.of("java:comp/env/jdbc/chat", own, "jdbc/chat", shared, "jdbc/stock", shared))
                .resources();
        assertThat(server.dataSource("jdbc/chat")).containsSame(own);
        assertThat(server.dataSource("jdbc/stock")).containsSame(shared);
    }

    @Test
    void aNameThatLeadsOutOfTheServerIsRefused() {
        ContainerResources server = FakeNaming.with(Map.of()).resources();
        assertThatIllegalArgumentException().isThrownBy(() -> server.dataSource("ldap://evil.example/x"));
        assertThatIllegalArgumentException().isThrownBy(() -> server.dataSource("rmi:x"));
    }

    @Test
    void whatIsOfAnotherKindOrCannotBeMadeCountsAsAbsent() {
        ContainerResources server = FakeNaming.with(Map.of(
                        "java:comp/DefaultDataSource",
                        "no data source",
                        "java:comp/DefaultManagedThreadFactory",
                        new IllegalStateException("broken")))
                .resources();
        assertThat(server.dataSource("java:comp/DefaultDataSource")).isEmpty();
        assertThat(server.threadFactory()).isEmpty();
    }

    /** Two are never equal. */
    private static DataSource dataSource() {
        return (DataSource) Proxy.newProxyInstance(
                ContainerResourcesTest.class.getClassLoader(),
                new Class<?>[] {DataSource.class},
                (proxy, method, arguments) -> switch (method.getName()) {
                    case "equals" -> proxy == arguments[0];
                    case "hashCode" -> System.identityHashCode(proxy);
                    case "toString" -> "a data source";
                    default -> throw new AssertionError("nothing is asked of it: " + method);
                });
    }
}
