#!/bin/sh
# Writes a CA and the certificates of compose.yaml, for trying it out, into the folder given (default: certificates, beside
# this file); those that are there are replaced. For anything that lasts use your own PKI: docs/security.md.
set -eu
folder=${1:-$(dirname "$0")/certificates}
mkdir -p "$folder"
chmod 700 "$folder"   # others of this machine; a container gets the files one by one, as another user
cd "$folder"

openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 365 -subj "/O=Presage/CN=Presage compose CA" \
  -keyout ca.key -out ca.crt 2>/dev/null
issue() {  # name, which is the service's host name too
  openssl req -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -subj "/O=Presage/CN=$1" -keyout "$1.key" -out "$1.csr" \
    2>/dev/null
  printf 'subjectAltName=DNS:%s,DNS:localhost\n' "$1" > "$1.ext"
  openssl x509 -req -in "$1.csr" -CA ca.crt -CAkey ca.key -CAcreateserial -days 90 -extfile "$1.ext" -out "$1.crt" 2>/dev/null
  rm "$1.csr" "$1.ext"
  chmod 644 "$1.key"
}
issue xapp
issue simulator
rm -f ca.key ca.srl   # nobody else gets a certificate of this CA
echo "ca.crt, xapp and simulator in $(pwd)"
