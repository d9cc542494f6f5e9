/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.cli;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.presage.base.InvalidInputException;
import org.presage.learning.AnchorSet;
import org.presage.learning.StoredSeries;
import org.presage.learning.TransitionFile;
import org.presage.offline.data.Dataset;
import org.presage.offline.data.Series;
import org.presage.offline.data.Trace;
import org.presage.worldmodel.ModelManifest;

/**
 * A store of transitions as a dataset. Anchor windows of the reservoir validate, anchor
 * windows of the newest frames are the test part, a horizon apart; all else that has no
 * frame in common with an anchor window trains. Values of KPIs that the champion does not
 * know are absent. A series' group is its node.
 */
final class StoredData {

	private static final int LEAST_WINDOWS = 200;

	private static final int LEAST_ANCHORS = 20;

	private final AnchorSet anchors;

	private final ModelManifest champion;

	private final int length;

	private final List<Series> series = new ArrayList<>();

	private final Map<Dataset.Part, List<Dataset.Segment>> parts = new EnumMap<>(Dataset.Part.class);

	private final Set<String> nodes = new HashSet<>();

	private long fromMs = Long.MAX_VALUE;

	private long toMs = Long.MIN_VALUE;

	private StoredData(AnchorSet anchors, ModelManifest champion) {
		this.anchors = anchors;
		this.champion = champion;
		this.length = champion.network().window() + champion.network().horizon();
		for (Dataset.Part part : Dataset.Part.values()) {
			this.parts.put(part, new ArrayList<>());
		}
	}

	/**
	 * What a challenger learns from.
	 *
	 * @param stored windows of the reservoir, anchors among them
	 * @param nodes that what is trained on comes from
	 * @param fromMs end of the first interval that is trained on
	 * @param toMs end of the last
	 */
	record Learnable(Dataset data, long stored, int nodes, long fromMs, long toMs) {
	}

	/**
	 * Reads a store.
	 * @param sinceMs intervals that end before are left out
	 * @throws InvalidInputException if its frames are not the champion's, or there are
	 * too few windows
	 */
	static Learnable read(TransitionFile store, ModelManifest champion, long sinceMs) {
		store.requireLayout(champion);
		StoredData data = new StoredData(store.anchorSet(), champion);
		List<StoredSeries> windows = store.windows().stream().filter((one) -> one.timesMs()[0] >= sinceMs).toList();
		require("windows in the reservoir", LEAST_WINDOWS, windows.size());
		windows.forEach(data::window);
		require("anchor windows", LEAST_ANCHORS, data.of(Dataset.Part.VALID).size());
		store.newest()
			.stream()
			.map((one) -> since(one, sinceMs))
			.filter((one) -> one.size() >= data.length)
			.forEach(data::newest);
		require("windows that have no frame in common with an anchor window", 1, data.of(Dataset.Part.TRAIN).size());
		Trace trace = new Trace(champion.schema(), data.series, data.fingerprint(), List.of());
		return new Learnable(Dataset.divided(trace, champion.network().window(), champion.network().horizon(),
				champion.scaler(), data.parts), windows.size(), data.nodes.size(), data.fromMs, data.toMs);
	}

	private static StoredSeries since(StoredSeries all, long sinceMs) {
		int first = 0;
		while (first < all.size() && all.timesMs()[first] < sinceMs) {
			first++;
		}
		int features = all.values().length / Math.max(1, all.size());
		return (first == 0) ? all : new StoredSeries(all.cell(), Arrays.copyOfRange(all.timesMs(), first, all.size()),
				Arrays.copyOfRange(all.values(), first * features, all.values().length));
	}

	private static void require(String what, int least, int found) {
		if (found < least) {
			throw new InvalidInputException(what, "at least " + least, found).hinted("Let the cells run for longer");
		}
	}

	private List<Dataset.Segment> of(Dataset.Part part) {
		return this.parts.getOrDefault(part, List.of());
	}

	private void window(StoredSeries window) {
		if (contains(window, window.size() - 1)) {
			add(Dataset.Part.VALID, new Dataset.Segment(this.series.size(), 0, window.size()), window);
		}
		else if (!touches(window, window.size() - 1)) {
			add(Dataset.Part.TRAIN, new Dataset.Segment(this.series.size(), 0, window.size()), window);
		}
		else {
			return;
		}
		this.series.add(series(window));
	}

	private void newest(StoredSeries frames) {
		int horizon = this.champion.network().horizon();
		int at = this.series.size();
		int first = -1;
		int anchor = -horizon;
		for (int end = this.length - 1; end <= frames.size(); end++) {
			boolean learnt = end < frames.size() && !touches(frames, end);
			if (learnt && first < 0) {
				first = end;
			}
			if (!learnt && first >= 0) {
				add(Dataset.Part.TRAIN, new Dataset.Segment(at, first - this.length + 1, end), frames);
				first = -1;
			}
			if (end < frames.size() && end - anchor >= horizon && contains(frames, end)) {
				add(Dataset.Part.TEST, new Dataset.Segment(at, end - this.length + 1, end + 1), frames);
				anchor = end;
			}
		}
		this.series.add(series(frames));
	}

	private void add(Dataset.Part part, Dataset.Segment segment, StoredSeries of) {
		of(part).add(segment);
		if (part == Dataset.Part.TRAIN) {
			this.nodes.add(of.cell().node());
			this.fromMs = Math.min(this.fromMs, of.timesMs()[segment.from()]);
			this.toMs = Math.max(this.toMs, of.timesMs()[segment.to() - 1]);
		}
	}

	private boolean contains(StoredSeries of, int end) {
		return this.anchors.contains(of.cell().node(), of.cell().cell(), of.cell().slice(), of.timesMs()[end]);
	}

	private boolean touches(StoredSeries of, int end) {
		return this.anchors.touches(of.cell().node(), of.cell().cell(), of.cell().slice(), of.timesMs()[end]);
	}

	private Series series(StoredSeries of) {
		float[] values = of.values();
		boolean[] known = this.champion.observed();
		for (int i = 0; i < values.length; i++) {
			values[i] = known[i % known.length] ? values[i] : Float.NaN;
		}
		return new Series(of.cell().toString(), of.timesMs(), values, of.cell().node());
	}

	private String fingerprint() {
		try {
			MessageDigest digest = MessageDigest.getInstance("SHA-256");
			for (Series one : this.series) {
				ByteBuffer bytes = ByteBuffer.allocate(Long.BYTES + one.values().length * Float.BYTES);
				bytes.putLong(one.timesMs()[0]).asFloatBuffer().put(one.values());
				digest.update(bytes.array());
			}
			return HexFormat.of().formatHex(digest.digest());
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
