#!/bin/sh
# unpack.sh JAR TRAINING: the program into the working folder, as the image has it. Native libraries go beside the jars, and out of
# them, so that nothing is unpacked when it starts; PyTorch is left out, unless TRAINING is true.
set -eu

java -Djarmode=tools -jar "$1" extract --force --destination .
[ "$2" = true ] || rm lib/pytorch-native-* lib/pytorch-jni-*

case $(uname -m) in
  x86_64) onnx=linux-x64 duckdb=linux_amd64 ;;
  aarch64) onnx=linux-aarch64 duckdb=linux_arm64 ;;
  *) echo "no native libraries for $(uname -m)" >&2; exit 1 ;;
esac

# JAR FOLDER: its files, in a folder beside
open() { rm -rf /build/jar && mkdir -p /build/jar && (cd /build/jar && jar xf "$1"); }
# JAR: what is left of them, with the same date whenever it is built
close() { (cd /build/jar && jar --create --file "$1" --no-manifest --date 2020-01-01T00:00:00Z .); }

mkdir -p native
for jar in "$PWD"/lib/onnxruntime*.jar; do
  open "$jar"
  mv /build/jar/ai/onnxruntime/native/$onnx/*.so native
  rm -r /build/jar/ai/onnxruntime/native
  close "$jar"
done
for jar in "$PWD"/lib/duckdb_jdbc-*.jar; do
  open "$jar"
  mv /build/jar/libduckdb_java.so_$duckdb native/libduckdb_java.so
  rm /build/jar/libduckdb_java.so_*
  close "$jar"
done
for jar in "$PWD"/lib/netty-transport-native-epoll-*.jar; do
  open "$jar"
  mv /build/jar/META-INF/native/*.so native
  rm -r /build/jar/META-INF/native
  close "$jar"
done

# Whole seconds, as layers of an image keep them: the start that is remembered is of jars with these dates.
find . -name '*.jar' -exec touch -d 2020-01-01T00:00:00Z {} +

mkdir -m 700 /build/state
mkdir -m 1777 /build/tmp
