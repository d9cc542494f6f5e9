/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.server.security;

import java.io.IOException;
import java.io.InputStream;
import java.util.zip.GZIPInputStream;

import io.grpc.Decompressor;
import org.jspecify.annotations.Nullable;

/**
 * Unpacks gzip when its octets are read, not before: gRPC ends a call as UNKNOWN, without
 * a cause, when the first octets are not gzip's. Read, they are a request that
 * {@linkplain LenientRequests cannot be parsed}.
 */
public final class LazyGzip implements Decompressor {

	@Override
	public String getMessageEncoding() {
		return "gzip";
	}

	@Override
	public InputStream decompress(InputStream packed) {
		return new InputStream() {

			private @Nullable InputStream unpacked;

			private InputStream unpacked() throws IOException {
				if (this.unpacked == null) {
					this.unpacked = new GZIPInputStream(packed);
				}
				return this.unpacked;
			}

			@Override
			public int read() throws IOException {
				return unpacked().read();
			}

			@Override
			public int read(byte[] octets, int offset, int length) throws IOException {
				return unpacked().read(octets, offset, length);
			}

			@Override
			public void close() throws IOException {
				packed.close();
			}

		};
	}

}
