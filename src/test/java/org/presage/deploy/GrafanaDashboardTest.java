/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.deploy;

import java.nio.file.Files;
import java.util.List;
import java.util.Set;

import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The dashboard as Grafana 10 and later read it, and the files that make it be there.
 * What its queries name is held by {@link MetricsInUseTest}.
 */
class GrafanaDashboardTest {

	/** Columns of Grafana's grid. */
	private static final int COLUMNS = 24;

	private static final Set<String> UNITS = Set.of("none", "s", "ops", "percentunit", "bytes", "bool_yes_no");

	private final JsonNode dashboard = Shipped.json(Shipped.DASHBOARD);

	private final List<Panel> panels = Panel.all();

	@Test
	void dashboardIsFoundAgainByItsUid() {
		assertThat(this.dashboard.get("uid").asString()).isEqualTo("presage");
		assertThat(this.dashboard.get("schemaVersion").asInt()).isEqualTo(39);
		assertThat(this.dashboard.has("id")).as("the id of somebody's database").isFalse();
	}

	@Test
	void panelsAreToldApartAndAnswerWithUnits() {
		assertThat(this.panels).extracting(Panel::id).doesNotHaveDuplicates();
		assertThat(this.panels).extracting(Panel::title).doesNotHaveDuplicates().doesNotContain("");
		for (Panel panel : this.panels) {
			if (panel.isRow()) {
				continue;
			}
			assertThat(UNITS).as("unit of %s", panel.title()).contains(panel.unit());
			assertThat(panel.json().get("description").asString()).as(panel.title()).isNotBlank();
			assertThat(panel.queries()).as(panel.title()).isNotEmpty();
			assertThat(panel.queries()).extracting(Panel.Query::reference).doesNotHaveDuplicates();
		}
	}

	@Test
	void panelsLieSideBySideAndBelowEachOther() {
		for (Panel panel : this.panels) {
			Panel.Place place = panel.place();
			assertThat(place.x() + place.width()).as(panel.title()).isLessThanOrEqualTo(COLUMNS);
			for (Panel other : this.panels) {
				assertThat(panel != other && place.overlaps(other.place()))
					.as("%s lies over %s", panel.title(), other.title())
					.isFalse();
			}
		}
		assertThat(this.panels).extracting((panel) -> panel.place().y()).isSorted();
	}

	@Test
	void rowsAreTheQuestionsOfAnOperator() {
		assertThat(this.panels).filteredOn(Panel::isRow)
			.extracting(Panel::title)
			.containsExactly("Is it alive", "Latency against the budget", "Is the model right",
					"Is control taking effect", "Edges: E2, O-RAN SC, micro-ONOS, RMR, access", "Resources");
		assertThat(this.panels.getFirst().isRow()).isTrue();
	}

	/** Of whatever name the site's data source is. */
	@Test
	void everyQueryGoesToTheChosenSourceAndInstance() {
		JsonNode source = this.dashboard.at("/templating/list/0");
		assertThat(source.get("name").asString()).isEqualTo("datasource");
		assertThat(source.get("type").asString()).isEqualTo("datasource");
		for (Panel panel : this.panels) {
			assertThat(panel.json().findValuesAsString("uid")).as(panel.title())
				.allMatch("${datasource}"::equals)
				.hasSize(panel.isRow() ? 0 : panel.queries().size() + 1);
			for (Panel.Query query : panel.queries()) {
				if (!query.expression().contains("ALERTS")) {
					assertThat(PromQl.of(query.expression()).selectors()).as(panel.title())
						.allMatch((selector) -> selector.matchers()
							.contains(new PromQl.Matcher("instance", "=~", "$instance")));
				}
			}
		}
	}

	@Test
	void grafanaFindsDashboardAndSourceByItself() {
		JsonNode provider = Shipped.yaml(Shipped.GRAFANA.resolve("provisioning/dashboards/presage.yaml"))
			.at("/providers/0");
		assertThat(provider.at("/options/path").asString()).isEqualTo("/var/lib/grafana/dashboards");
		assertThat(Files.exists(Shipped.DASHBOARD)).isTrue();
		JsonNode source = Shipped.yaml(Shipped.GRAFANA.resolve("provisioning/datasources/prometheus.yaml"))
			.at("/datasources/0");
		assertThat(source.get("type").asString()).isEqualTo(this.dashboard.at("/templating/list/0/query").asString());
		assertThat(source.at("/jsonData/timeInterval").asString()).isEqualTo(
				Shipped.yaml(Shipped.PROMETHEUS.resolve("prometheus.yaml")).at("/global/scrape_interval").asString());
	}

}
