#!/bin/sh
# unpack.sh JAR: the program into /opt/presage, as the image has it. Native libraries go beside the jars, and out of
# them, so that nothing is unpacked when it starts.
set -eu
cd /opt/presage

java -Djarmode=tools -jar "$1" extract --force --destination .

case $(uname -m) in
  x86_64) onnx=linux-x64 duckdb=linux_amd64 ;;
  aarch64) onnx=linux-aarch64 duckdb=linux_arm64 ;;
  *) echo "no native libraries for $(uname -m)" >&2; exit 1 ;;
esac

# JARS OURS ALL: of each jar, the libraries for this machine go into native, those for all machines out of it. A jar has the same dates whenever it is
# built.
natives() {
  for jar in "$PWD"/lib/$1; do
    rm -rf /build/jar && mkdir /build/jar
    (cd /build/jar && jar xf "$jar" && mv $2 /opt/presage/native && rm -rf $3 \
      && jar --create --file "$jar" --no-manifest --date 2020-01-01T00:00:00Z .)
  done
}

mkdir native
natives 'onnxruntime*.jar' "ai/onnxruntime/native/$onnx/*.so" ai/onnxruntime/native
natives 'netty-transport-native-epoll-*.jar' 'META-INF/native/*.so' META-INF/native
natives 'duckdb_jdbc-*.jar' "libduckdb_java.so_$duckdb" 'libduckdb_java.so_*'
mv native/libduckdb_java.so_* native/libduckdb_java.so

# Whole seconds, as layers of an image keep them: the start that is remembered is of jars with these dates.
find . -name '*.jar' -exec touch -d 2020-01-01T00:00:00Z {} +

mkdir -m 700 /build/state
mkdir -m 1777 /build/tmp
