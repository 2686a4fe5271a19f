# Roomcast on Tomcat. From the root of the repository:
#   docker build -f docker/tomcat.Dockerfile -t roomcast-tomcat .

FROM maven:3.9.16-eclipse-temurin-17-noble AS build
WORKDIR /src
COPY pom.xml LICENSE ./
COPY .mvn .mvn
COPY src/build src/build
COPY src/main src/main
# tests and checks are the work of "mvn verify"
RUN --mount=type=cache,target=/var/cache/maven mvn -B -ntp -Dmaven.repo.local=/var/cache/maven -Dquick -Dmaven.test.skip=true package
# unpacked, so that Tomcat's user need not write into webapps
RUN mkdir /webapp && cd /webapp && jar -xf /src/target/roomcast-tomcat.war

FROM tomcat:10.1.60-jre17-temurin-noble
LABEL org.opencontainers.image.title="Roomcast on Tomcat" org.opencontainers.image.licenses="Apache-2.0"

# Tomcat itself wants conf/Catalina/localhost to be there; logs, temp and work are writable for all in this image
RUN groupadd --gid 10001 roomcast \
 && useradd --uid 10001 --gid 10001 --no-create-home --home-dir /var/lib/roomcast --shell /usr/sbin/nologin roomcast \
 && install -d -o 10001 -g 10001 -m 0750 /var/lib/roomcast \
 && install -d /usr/local/tomcat/conf/Catalina/localhost

# ROOT: the context path is /, as that of the standalone server
COPY --from=build /webapp /usr/local/tomcat/webapps/ROOT
COPY --chmod=0755 docker/healthcheck /usr/local/bin/healthcheck

ENV CATALINA_OPTS="-XX:MaxRAMPercentage=70 -XX:+ExitOnOutOfMemoryError" \
    ROOMCAST_DATA_DIR=/var/lib/roomcast

VOLUME /var/lib/roomcast
EXPOSE 8080
USER 10001:10001
HEALTHCHECK --interval=15s --timeout=5s --start-period=60s --retries=3 CMD ["/usr/local/bin/healthcheck", "8080"]
# with "run" the script replaces itself by the JVM, which so gets the signals
ENTRYPOINT ["/usr/local/tomcat/bin/catalina.sh"]
CMD ["run"]
