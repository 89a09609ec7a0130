# The workbook with all that it needs:
#
#     docker build -t reprise .
#     docker run --rm -p 127.0.0.1:8888:8888 reprise
#
# environment/image/README.md tells the rest. Written for docker, podman and buildah alike: no `# syntax=`, no here-documents.

# Debian 13 as of a day, by digest. Everything else of Debian comes as it was at DEBIAN_SNAPSHOT.
ARG BASE_IMAGE=docker.io/library/debian:trixie-20260918-slim@sha256:a99cfc517144bc59b1978475ec53b46ecabec7e43635402ee5b77cc54cd1b20a
ARG DEBIAN_SNAPSHOT=20261124T000000Z
# The time of what is made here; the same at every build.
ARG SOURCE_DATE_EPOCH=1767225600

FROM ${BASE_IMAGE} AS system
ARG DEBIAN_SNAPSHOT
ARG SOURCE_DATE_EPOCH
COPY environment/debian/install /opt/reprise/environment/debian/install
RUN mkdir -p /usr/share/man/man1 \
 && /opt/reprise/environment/debian/install ca-certificates fontconfig fonts-dejavu-core libfreetype6 \
    libharfbuzz0b openjdk-25-jre-headless p11-kit python3 tini \
 # The same bytes at every build: Debian's own store for Java holds the time at which it was made.
 && trust extract --overwrite --format=java-cacerts --filter=ca-anchors --purpose=server-auth /etc/ssl/certs/java/cacerts \
 # Nobody in here becomes somebody else.
 && find / -xdev -perm /6000 -type f -exec chmod a-s {} +

# What builds; nothing of it but its results is in the image.
FROM system AS build
ARG DEBIAN_SNAPSHOT
RUN /opt/reprise/environment/debian/install curl openjdk-25-jdk-headless openjdk-25-source python3-venv unzip
COPY environment/image/certificates /usr/local/sbin/trust-build-network
RUN --mount=type=secret,id=ca trust-build-network
WORKDIR /opt/reprise
# pip, Maven's wrapper and curl take Debian's certificates, to which those of the build's network were added.
ENV PIP_CERT=/etc/ssl/certs/ca-certificates.crt
# Not the whole folder: what is built does not depend on the rest.
COPY environment/command/__init__.py environment/command/checkout.py environment/command/jdk.py environment/command/kernelspec.py \
     environment/command/setup.py environment/command/steps.py environment/command/
COPY environment/image/make.py environment/image/

FROM build AS python
ARG PIP_INDEX_URL
COPY environment/requirements.lock environment/
RUN --mount=type=cache,target=/opt/reprise/.reprise/cache python3 environment/image/make.py python

FROM build AS java
ARG MVNW_REPOURL
ARG SOURCE_DATE_EPOCH
COPY mvnw pom.xml ./
COPY .mvn .mvn
COPY environment/maven environment/maven
COPY environment/numeric.env environment/
COPY bench/lib/pom.xml bench/lib/
COPY tests/pom.xml tests/
COPY kernel kernel
COPY lib lib
RUN --mount=type=cache,target=/root/.m2/repository --mount=type=cache,target=/root/.m2/wrapper \
    --mount=type=secret,id=maven-settings,target=/root/.m2/settings.xml \
    python3 environment/image/make.py java

FROM system AS runtime
ARG SOURCE_DATE_EPOCH
RUN useradd --no-log-init --uid 1000 --gid 0 --home-dir /home/reader --create-home --shell /bin/bash reader \
 && mkdir /home/reader/work
WORKDIR /opt/reprise
COPY --from=build /usr/lib/jvm/openjdk-25/src.zip /usr/share/java/openjdk-25-src.zip
COPY --from=python /opt/reprise/.reprise/python .reprise/python
COPY --from=java /opt/reprise/.reprise/lib .reprise/lib
COPY environment/command environment/command
COPY environment/image/make.py environment/image/Unpack.java environment/image/
RUN --mount=type=bind,from=java,source=/opt/reprise/kernel/dist/target/kernel,target=/opt/reprise/kernel/dist/target/kernel \
    for java in /usr/lib/jvm/java-25-openjdk-*/lib; do ln -s /usr/share/java/openjdk-25-src.zip "$java/src.zip"; done \
 && LC_ALL=C.UTF-8 python3 -B environment/image/make.py kernel
COPY LICENSE reprise ./
COPY environment environment
COPY notebooks /home/reader/workbook
RUN rm -rf kernel && ln -s /home/reader/workbook notebooks \
 && HOME=/tmp ./reprise sbom > sbom.cdx.json \
 # For any user in group 0: the home, the workbook, and what a notebook's own libraries unpack.
 && chown -R 1000:0 /home/reader && chmod -R g=u,o=rX /home/reader && find .reprise/javacpp -type d -exec chmod g=u {} +

# A run with --user UID:0 has the same home.
ENV HOME=/home/reader PATH=/opt/reprise:/opt/reprise/.reprise/python/bin:/usr/local/bin:/usr/bin:/bin LANG=C.UTF-8
USER 1000:0
WORKDIR /home/reader
EXPOSE 8888
HEALTHCHECK --interval=30s --timeout=5s --start-period=30s \
    CMD ["python3", "-c", "import urllib.request as r; r.urlopen('http://127.0.0.1:8888/api', timeout=4)"]
ENTRYPOINT ["tini", "-g", "--", "reprise"]
CMD ["lab"]
ARG REVISION=unknown
ARG CREATED=unknown
LABEL org.opencontainers.image.title="Reprise" \
      org.opencontainers.image.description="Java notebooks that give the same result again, and prove it." \
      org.opencontainers.image.licenses="Apache-2.0" \
      org.opencontainers.image.revision="${REVISION}" \
      org.opencontainers.image.created="${CREATED}"

# docker build --target gpu: the same with ND4J for CUDA 11.6, which comes with all of CUDA (2.4 GB). environment/image/README.md
# says for which cards, and what the host must have.
FROM java AS cuda
COPY environment/image/gpu environment/image/gpu
RUN --mount=type=cache,target=/root/.m2/repository --mount=type=cache,target=/root/.m2/wrapper \
    --mount=type=secret,id=maven-settings,target=/root/.m2/settings.xml \
    ./mvnw -q -f environment/image/gpu dependency:copy-dependencies -DoutputDirectory=/opt/cuda \
      -DincludeArtifactIds=nd4j-cuda-11.6,nd4j-cuda-11.6-preset,cuda \
 && cd /opt/cuda && sha256sum --check --quiet /opt/reprise/environment/image/gpu/checksums.sha256

FROM runtime AS gpu
COPY --from=cuda /opt/cuda /opt/reprise/.reprise/lib
ENV NVIDIA_VISIBLE_DEVICES=all NVIDIA_DRIVER_CAPABILITIES=compute,utility

# The last, so that a plain build gives it.
FROM runtime AS reprise
