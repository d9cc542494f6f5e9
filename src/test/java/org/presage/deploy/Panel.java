/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.deploy;

import java.util.List;

import tools.jackson.databind.JsonNode;

/**
 * A panel of the dashboard.
 *
 * @param json all of it
 */
record Panel(JsonNode json) {

	/**
	 * What a panel asks for.
	 *
	 * @param reference by which the panel knows the answer
	 * @param legend of its series
	 */
	record Query(String reference, String expression, String legend) {
	}

	/** Where a panel is, in columns and rows of the grid. */
	record Place(int x, int y, int width, int height) {

		boolean overlaps(Place other) {
			return this.x < other.x + other.width && other.x < this.x + this.width && this.y < other.y + other.height
					&& other.y < this.y + this.height;
		}

	}

	static List<Panel> all() {
		return Shipped.json(Shipped.DASHBOARD).get("panels").valueStream().map(Panel::new).toList();
	}

	int id() {
		return this.json.get("id").asInt();
	}

	String title() {
		return this.json.get("title").asString();
	}

	boolean isRow() {
		return this.json.get("type").asString().equals("row");
	}

	String unit() {
		return this.json.at("/fieldConfig/defaults/unit").asString("");
	}

	Place place() {
		JsonNode at = this.json.get("gridPos");
		return new Place(at.get("x").asInt(), at.get("y").asInt(), at.get("w").asInt(), at.get("h").asInt());
	}

	List<Query> queries() {
		return this.json.path("targets")
			.valueStream()
			.map((target) -> new Query(target.get("refId").asString(), target.get("expr").asString(),
					target.get("legendFormat").asString()))
			.toList();
	}

}
