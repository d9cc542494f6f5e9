# The xApp in an image (docs/operations.md, "The image"), after mvn -B package:
#   docker build -t presage:serve .                                                without the training engine
#   docker build -t presage:full --build-arg JAR=target/presage-full.jar .         with it, for presage train
#
# Building asks nothing of a network, but for the images that it begins with; sites without a registry name their own:
# JDK_IMAGE   a JDK 25 on glibc. The runtime is cut out of it; it is not in the result.
# BASE_IMAGE  what the result stands on: glibc 2.34, libstdc++, certificates of authorities, bash for the health check.
# CUDA_IMAGE  whose CUDA and cuDNN the target cuda takes, for a jar of mvn -B -Pcuda package.
ARG JDK_IMAGE=eclipse-temurin:25-jdk
ARG BASE_IMAGE=debian:bookworm-slim
ARG CUDA_IMAGE=nvidia/cuda:12.8.1-cudnn-runtime-ubuntu24.04

FROM ${JDK_IMAGE} AS build
RUN jlink --output /opt/java --no-man-pages --no-header-files --compress zip-6 --add-modules \
      java.se,jdk.httpserver,jdk.jcmd,jdk.jfr,jdk.management,jdk.management.agent,jdk.naming.dns,jdk.net,jdk.unsupported,jdk.zipfs
# target/presage-full.jar makes the image in which presage train works.
ARG JAR=target/presage.jar
WORKDIR /opt/presage
COPY ${JAR} /build/presage.jar
COPY deploy/image/unpack.sh /build/
RUN sh /build/unpack.sh /build/presage.jar
COPY deploy/image/health deploy/image/jvm.options ./
# One start, so that later ones find their classes loaded and linked: for this runtime, these jars and flags only.
RUN grep -v AOTCache jvm.options > /build/jvm.options \
 && /opt/java/bin/java @/build/jvm.options -XX:AOTCacheOutput=/opt/presage/presage.aot -jar /opt/presage/presage.jar demo --seconds 10

FROM ${BASE_IMAGE} AS presage
COPY --from=build /opt/java /opt/java
COPY --from=build /opt/presage/native /opt/presage/native
COPY --from=build /opt/presage/lib /opt/presage/lib
COPY --from=build /opt/presage/health /opt/presage/jvm.options /opt/presage/presage.jar /opt/presage/presage.aot /opt/presage/
COPY --from=build --chown=10001:10001 /build/tmp /tmp
COPY --from=build --chown=10001:10001 /build/state /var/lib/presage
# The web server (health, metrics, the dashboard: all may read it while there are no tokens) for those to whom its port is published. The gRPC API
# stays on loopback until it has certificates.
ENV PATH=/opt/java/bin:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin HOME=/var/lib/presage LANG=C.UTF-8 SERVER_ADDRESS=0.0.0.0
USER 10001:10001
WORKDIR /var/lib/presage
# Nothing else is written to: docker run --read-only.
VOLUME ["/tmp", "/var/lib/presage"]
EXPOSE 8080 50051
HEALTHCHECK --interval=10s --timeout=3s --start-period=30s CMD ["/opt/presage/health"]
ENTRYPOINT ["java", "@/opt/presage/jvm.options", "-jar", "/opt/presage/presage.jar"]
CMD ["serve"]

FROM ${CUDA_IMAGE} AS libraries
# Links as links.
RUN mkdir /cuda && cd /usr/local/cuda/lib64/ \
 && cp -a libcublas* libcudart* libcufft* libcurand* libnvrtc* /usr/lib/*-linux-gnu/libcudnn*.so* /cuda/

FROM presage AS cuda
COPY --from=libraries /cuda /opt/cuda
ENV LD_LIBRARY_PATH=/opt/cuda NVIDIA_VISIBLE_DEVICES=all NVIDIA_DRIVER_CAPABILITIES=compute,utility

# Without a --target.
FROM presage
