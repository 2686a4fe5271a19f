# Roomcast's own server. From the root of the repository:
#   docker build -f docker/standalone.Dockerfile -t roomcast-standalone .

FROM maven:3.9.16-eclipse-temurin-17-noble AS build
WORKDIR /src
COPY pom.xml LICENSE ./
COPY .mvn .mvn
COPY src/build src/build
COPY src/main src/main
# tests and checks are the work of "mvn verify"
RUN --mount=type=cache,target=/var/cache/maven mvn -B -ntp -Dmaven.repo.local=/var/cache/maven -Dquick -Dmaven.test.skip=true package

FROM eclipse-temurin:17.0.20_8-jre-noble
LABEL org.opencontainers.image.title="Roomcast" org.opencontainers.image.licenses="Apache-2.0"

RUN groupadd --gid 10001 roomcast \
 && useradd --uid 10001 --gid 10001 --no-create-home --home-dir /var/lib/roomcast --shell /usr/sbin/nologin roomcast \
 && install -d -o 10001 -g 10001 -m 0750 /var/lib/roomcast

COPY --from=build /src/target/roomcast /opt/roomcast
COPY --chmod=0755 docker/healthcheck /usr/local/bin/healthcheck

# the default, 127.0.0.1, cannot be reached from outside the container
ENV ROOMCAST_HTTP_HOST=0.0.0.0 \
    ROOMCAST_DATA_DIR=/var/lib/roomcast \
    ROOMCAST_JAVA_OPTS="-XX:MaxRAMPercentage=70 -XX:+ExitOnOutOfMemoryError"

# a file roomcast.properties that is mounted here is read
WORKDIR /etc/roomcast
VOLUME /var/lib/roomcast
EXPOSE 8080
USER 10001:10001
HEALTHCHECK --interval=15s --timeout=5s --start-period=30s --retries=3 CMD ["/usr/local/bin/healthcheck"]
# the script replaces itself by the JVM, which so gets the signals
ENTRYPOINT ["/opt/roomcast/bin/roomcast"]
CMD ["serve"]
