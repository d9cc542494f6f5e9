/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.base;

import java.io.StringReader;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.DumperOptions.ScalarStyle;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.events.AliasEvent;
import org.yaml.snakeyaml.events.CollectionEndEvent;
import org.yaml.snakeyaml.events.CollectionStartEvent;
import org.yaml.snakeyaml.events.DocumentStartEvent;
import org.yaml.snakeyaml.events.Event;
import org.yaml.snakeyaml.events.MappingStartEvent;
import org.yaml.snakeyaml.events.NodeEvent;
import org.yaml.snakeyaml.events.ScalarEvent;
import org.yaml.snakeyaml.reader.StreamReader;

/**
 * Checks YAML before anything is made of it: syntax, depth, keys that come twice, and
 * aliases, of which a few lines can stand for more than fits into memory, or for
 * themselves.
 */
final class YamlLimits {

	private static final int MOST_LEVELS = 50;

	/** Values, counting those of an alias each time. */
	private static final long MOST_VALUES = 100_000;

	private static final Pattern NO_NUMBER = Pattern.compile("[-+]?\\.(nan|inf)", Pattern.CASE_INSENSITIVE);

	/** Takes the fields of an alias over. */
	private static final String MERGE = "<<";

	private final Map<String, Long> anchors = new HashMap<>();

	private final Deque<Open> open = new ArrayDeque<>();

	private final String where;

	private final boolean aliases;

	private int documents;

	/** A list or map whose end has not come. */
	private static final class Open {

		private final @Nullable String anchor;

		/** Of a map; null of a list. */
		private final @Nullable Set<String> keys;

		/** Key of the value that comes next; null of a list, or if a key comes next. */
		private @Nullable String key;

		private int index = -1;

		private long values = 1;

		Open(CollectionStartEvent start) {
			this.anchor = start.getAnchor();
			this.keys = (start instanceof MappingStartEvent) ? new HashSet<>() : null;
		}

	}

	private YamlLimits(String where, boolean aliases) {
		this.where = where;
		this.aliases = aliases;
	}

	/**
	 * Checks a text.
	 * @param where it is from, for messages
	 * @param aliases whether it may have aliases, several documents and numbers that are
	 * not finite, as Spring reads them
	 * @throws InvalidInputException naming place and key
	 */
	static void check(String where, String text, boolean aliases) {
		YamlLimits limits = new YamlLimits(where, aliases);
		try {
			for (Event event : new Yaml(options()).parse(new StringReader(text))) {
				limits.take(event);
			}
		}
		catch (MarkedYAMLException ex) {
			throw new InvalidInputException(where + place(ex.getProblemMark()), "YAML", '"' + ex.getProblem() + '"');
		}
		catch (YAMLException ex) {
			throw new InvalidInputException(where + character(text), "YAML", "a character that it must not have");
		}
	}

	/** Size and depth are checked here. */
	static LoaderOptions options() {
		LoaderOptions options = new LoaderOptions();
		options.setCodePointLimit(Integer.MAX_VALUE);
		options.setNestingDepthLimit(MOST_LEVELS);
		return options;
	}

	/** A place in a text for messages. */
	static String place(@Nullable Mark mark) {
		return (mark != null) ? place(mark.getLine(), mark.getColumn()) : "";
	}

	private static String place(int line, int column) {
		return ": line " + (line + 1) + ", column " + (column + 1);
	}

	/** The first character that YAML must not have. */
	private static String character(String text) {
		int line = 0;
		int column = 0;
		for (int i = 0; i < text.length(); i = text.offsetByCodePoints(i, 1), column++) {
			int point = text.codePointAt(i);
			if (!StreamReader.isPrintable(point)) {
				return place(line, column);
			}
			if (point == '\n') {
				line++;
				column = -1;
			}
		}
		return "";
	}

	private void take(Event event) {
		switch (event) {
			case DocumentStartEvent ignored -> {
				this.documents++;
				this.anchors.clear();
				if (this.documents > 1 && !this.aliases) {
					throw wrong(event, "one document", "another one");
				}
			}
			case CollectionEndEvent ignored -> {
				Open ended = this.open.pop();
				add(event, ended.anchor, ended.values);
			}
			case NodeEvent node -> {
				boolean key = enter(node);
				switch (node) {
					case CollectionStartEvent start -> begin(start, key);
					case ScalarEvent scalar -> take(scalar, key);
					case AliasEvent alias -> take(alias, key);
					default -> {
						// There is no other node.
					}
				}
			}
			default -> {
				// Starts and ends of streams and documents.
			}
		}
	}

	/** Whether a node is a key. */
	private boolean enter(NodeEvent node) {
		Open inside = this.open.peek();
		if (inside != null && inside.keys == null) {
			inside.index++;
		}
		return inside != null && inside.keys != null && inside.key == null;
	}

	private void begin(CollectionStartEvent start, boolean key) {
		if (key) {
			throw wrong(start, "a text as key", "a list or a map");
		}
		this.open.push(new Open(start));
		if (this.open.size() > MOST_LEVELS) {
			throw wrong(start, "at most " + MOST_LEVELS + " levels", "more");
		}
	}

	private void take(ScalarEvent scalar, boolean key) {
		Open inside = this.open.peek();
		if (key && inside != null && inside.keys != null) {
			inside.key = scalar.getValue();
			if (!inside.keys.add(scalar.getValue()) && !scalar.getValue().equals(MERGE)) {
				throw wrong(scalar, "each key once", "duplicate key " + scalar.getValue());
			}
			return;
		}
		if (!this.aliases && scalar.getScalarStyle() == ScalarStyle.PLAIN
				&& NO_NUMBER.matcher(scalar.getValue()).matches()) {
			throw wrong(scalar, "a finite number", scalar.getValue());
		}
		add(scalar, scalar.getAnchor(), 1);
	}

	private void take(AliasEvent alias, boolean key) {
		if (!this.aliases) {
			throw wrong(alias, "a value", "the alias *" + alias.getAnchor());
		}
		Open inside = this.open.peek();
		if (key && inside != null) {
			inside.key = "*" + alias.getAnchor();
			return;
		}
		add(alias, null, size(alias));
	}

	private long size(NodeEvent alias) {
		String anchor = alias.getAnchor();
		if (this.open.stream().anyMatch((each) -> anchor.equals(each.anchor))) {
			throw wrong(alias, "aliases of what stands before them", "*" + anchor + " inside &" + anchor);
		}
		return this.anchors.getOrDefault(anchor, 1L);
	}

	/** A value is complete. */
	private void add(Event event, @Nullable String anchor, long values) {
		if (anchor != null) {
			this.anchors.put(anchor, values);
		}
		Open inside = this.open.peek();
		if (inside != null) {
			inside.values += values;
			if (this.aliases && inside.values > MOST_VALUES) {
				throw wrong(event, "at most " + MOST_VALUES + " values, those of aliases too", "more");
			}
			inside.key = null;
		}
	}

	private InvalidInputException wrong(Event event, String expected, String found) {
		StringBuilder path = new StringBuilder();
		for (Iterator<Open> each = this.open.descendingIterator(); each.hasNext();) {
			Open step = each.next();
			if (step.key != null) {
				path.append(path.isEmpty() ? "" : ".").append(step.key);
			}
			else if (step.index >= 0) {
				path.append('[').append(step.index).append(']');
			}
		}
		String key = path.isEmpty() ? "" : ": " + InvalidInputException.bounded(path.toString());
		return new InvalidInputException(this.where + place(event.getStartMark()) + key, expected, found);
	}

}
