# Roomcast on Payara Server. From the root of the repository:
#   docker build -f docker/payara.Dockerfile -t roomcast-payara .

FROM maven:3.9.16-eclipse-temurin-17-noble AS build
WORKDIR /src
COPY pom.xml LICENSE ./
COPY .mvn .mvn
COPY src/build src/build
COPY src/main src/main
# tests and checks are the work of "mvn verify"
RUN --mount=type=cache,target=/var/cache/maven mvn -B -ntp -Dmaven.repo.local=/var/cache/maven -Dquick -Dmaven.test.skip=true package

# the tag without -jdk17 has Java 11
FROM payara/server-full:6.2025.9-jdk17
LABEL org.opencontainers.image.title="Roomcast on Payara" org.opencontainers.image.licenses="Apache-2.0"

USER root
RUN install -d -o 1000 -g 1000 -m 0750 /var/lib/roomcast

COPY --from=build /src/target/roomcast.war /opt/payara/deployments/roomcast.war
COPY --chmod=0755 docker/healthcheck /usr/local/bin/healthcheck

# the image deploys what lies in its folder deployments, with these options
ENV DEPLOY_PROPS="--contextroot=/" \
    MEM_MAX_RAM_PERCENTAGE="70.0" \
    JVM_ARGS="-XX:+ExitOnOutOfMemoryError" \
    ROOMCAST_DATA_DIR=/var/lib/roomcast

VOLUME /var/lib/roomcast
EXPOSE 8080
# the image's user payara, by number, so that an orchestrator sees that it is not root
USER 1000:1000
HEALTHCHECK --interval=15s --timeout=5s --start-period=120s --retries=3 CMD ["/usr/local/bin/healthcheck", "8080"]
# the image's own, which stops the domain on SIGTERM
ENTRYPOINT ["tini", "--", "/opt/payara/scripts/entrypoint.sh"]
