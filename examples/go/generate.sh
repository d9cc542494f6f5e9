#!/bin/sh
# Generates presage/*.pb.go from the proto of this repository. Needs protoc 3.21 or later; go.mod names the two plugins.
set -eu
cd "$(dirname "$0")"
bin=$(mktemp -d)
trap 'rm -rf "$bin"' EXIT
GOBIN=$bin go install tool
proto=presage/v1/control_loop.proto
package=example.org/attach-two-cells/presage
PATH=$bin:$PATH protoc --proto_path=../../proto \
  --go_out=. --go_opt=module=example.org/attach-two-cells,M$proto=$package \
  --go-grpc_out=. --go-grpc_opt=module=example.org/attach-two-cells,M$proto=$package $proto
