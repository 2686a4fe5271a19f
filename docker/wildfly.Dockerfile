# Roomcast on WildFly. From the root of the repository:
#   docker build -f docker/wildfly.Dockerfile -t roomcast-wildfly .

FROM maven:3.9.16-eclipse-temurin-17-noble AS build
WORKDIR /src
COPY pom.xml LICENSE ./
COPY .mvn .mvn
COPY src/build src/build
COPY src/main src/main
# tests and checks are the work of "mvn verify"
RUN --mount=type=cache,target=/var/cache/maven mvn -B -ntp -Dmaven.repo.local=/var/cache/maven -Dquick -Dmaven.test.skip=true package

FROM quay.io/wildfly/wildfly:39.0.1.Final-jdk17
LABEL org.opencontainers.image.title="Roomcast on WildFly" org.opencontainers.image.licenses="Apache-2.0"

USER root
RUN install -d -o 1000 -g 1000 -m 0750 /var/lib/roomcast

# ROOT: the context path is /, as that of the standalone server
COPY --from=build /src/target/roomcast.war /opt/jboss/wildfly/standalone/deployments/ROOT.war
COPY --chmod=0755 docker/healthcheck /usr/local/bin/healthcheck

# in the background, the JVM is sent the signals that reach the start script
ENV LAUNCH_JBOSS_IN_BACKGROUND=true \
    JBOSS_JAVA_SIZING="-XX:MaxRAMPercentage=70 -XX:+ExitOnOutOfMemoryError" \
    ROOMCAST_DATA_DIR=/var/lib/roomcast

VOLUME /var/lib/roomcast
EXPOSE 8080
# the image's user jboss, by number, so that an orchestrator sees that it is not root
USER 1000:1000
HEALTHCHECK --interval=15s --timeout=5s --start-period=90s --retries=3 CMD ["/usr/local/bin/healthcheck", "8080"]
ENTRYPOINT ["/opt/jboss/wildfly/bin/standalone.sh"]
CMD ["-b", "0.0.0.0"]
