/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.presage.kpi.NeighbourFile;
import org.presage.kpi.Neighbours;

import static org.assertj.core.api.Assertions.assertThat;

/** Who hears whom in the simulated network, read and learnt. */
class NeighboursCommandTest extends Terminal {

	@TempDir
	@SuppressWarnings("NullAway.Init")
	private Path folder;

	private String trace = "";

	private String relation = "";

	@BeforeEach
	void simulate() {
		this.trace = this.folder.resolve("t.csv").toString();
		this.relation = this.folder.resolve("n.yaml").toString();
		assertThat(run("simulate", "--cells", "3", "--steps", "400", "--load", "0.5,1", "--out", this.trace,
				"--neighbours", this.relation))
			.as(this.err.toString())
			.isZero();
		assertThat(this.out.toString()).contains("wrote " + this.trace + ", " + this.relation);
	}

	@Test
	void simulatedNetworkSaysWhoHearsWhom() {
		Neighbours written = NeighbourFile.read(Path.of(this.relation));
		assertThat(written.cells()).containsOnlyKeys("load0.5/cell0", "load0.5/cell1", "load0.5/cell2", "load1.0/cell0",
				"load1.0/cell1", "load1.0/cell2");
		assertThat(written.of("load0.5/cell0")).extracting(Neighbours.Neighbour::cell)
			.containsExactlyInAnyOrder("load0.5/cell1", "load0.5/cell2");
		// Cells of one grid are as far from each other.
		assertThat(Neighbours.shares(written.of("load0.5/cell0"))[0]).isBetween(0.45, 0.55);
		assertThat(written.of("load0.5/cell0").getFirst().couplingDb()).isBetween(-14.0, -9.0);
	}

	@Test
	void readOrLearntItSaysWhatNeighboursTell() throws IOException {
		Path json = this.folder.resolve("r.json");
		assertThat(run("neighbours", "--data", this.trace, "--neighbours", this.relation, "--window", "8", "--horizon",
				"4", "--json", json.toString()))
			.as(this.err.toString())
			.isZero();
		assertThat(this.out.toString()).contains("6 of 6 series have a neighbour").containsPattern("SINR +[0-9.]+ ");
		JsonNode read = JsonMapper.shared().readTree(Files.readString(json));
		assertThat(read.path("neighbours").asString()).isEqualTo(this.relation);
		assertThat(read.has("learnt")).isFalse();
		assertThat(read.path("study").path("knowledge").propertyNames()).containsExactly("none", "plans", "frames",
				"both");
		assertThat(read.at("/study/knowledge/plans/per_kpi")).hasSize(12);
		String learnt = this.folder.resolve("l.yaml").toString();
		assertThat(run("neighbours", "--data", this.trace, "--window", "8", "--horizon", "4", "--learn", learnt,
				"--json", json.toString()))
			.as(this.err.toString())
			.isZero();
		assertThat(NeighbourFile.read(Path.of(learnt)).cells()).hasSize(6);
		assertThat(Path.of(learnt)).content().contains("relative to its strongest neighbour");
		assertThat(JsonMapper.shared().readTree(Files.readString(json)).path("learnt").path("cells")).hasSize(6);
		JsonNode couplings = JsonMapper.shared().readTree(Files.readString(json)).path("couplings");
		assertThat(couplings).hasSize(6);
		couplings.forEach((all) -> all.forEach((one) -> assertThat(one.propertyNames()).containsExactly("cell",
				"coupling_db", "standard_errors", "significant")));
		assertThat(this.out.toString()).containsPattern("series +hears +dB +standard errors +significant")
			.containsPattern("\\d+ couplings are learnt, [1-9]\\d* of them significant");
	}

	@Test
	void wrongInputIsRefusedInOneLine() {
		assertThat(run("neighbours", "--data", this.trace, "--neighbours", this.relation, "--learn",
				this.folder.resolve("l.yaml").toString()))
			.isNotZero();
		assertThat(this.err.toString()).contains("--learn");
		assertThat(run("neighbours", "--data", this.trace, "--learn", this.trace)).isNotZero();
		assertThat(this.err.toString()).contains("--learn " + this.trace + ": expected a name that ends with .yaml");
		String nowhere = this.folder.resolve("none/l.yaml").toString();
		assertThat(run("neighbours", "--data", this.trace, "--learn", nowhere)).isNotZero();
		assertThat(this.err.toString()).contains("--learn " + nowhere + ": expected a file in a folder that exists");
		assertThat(run("neighbours", "--data", this.trace, "--window", "0")).isNotZero();
		assertThat(this.err.toString()).contains("--window: expected 1 or more, found 0");
		assertThat(run("neighbours", "--data", this.trace, "--split-by", "series")).isNotZero();
		assertThat(this.err.toString()).contains("--split-by");
		assertThat(run("neighbours", "--data", this.trace, "--neighbours", this.trace)).isNotZero();
		assertThat(this.err.toString()).contains("neighbour file " + this.trace);
		assertThat(run("simulate", "--cells", "2", "--slices", "--steps", "20", "--out", this.trace, "--neighbours",
				this.relation))
			.isNotZero();
		assertThat(this.err.toString()).contains("none with --slices").doesNotContain("\tat ");
	}

}
