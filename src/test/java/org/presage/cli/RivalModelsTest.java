/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

import org.presage.benchmark.RivalStudy;
import org.presage.kpi.KpiSchema;
import org.presage.server.model.ModelFiles;
import org.presage.worldmodel.Calibration;
import org.presage.worldmodel.ModelManifest;
import org.presage.worldmodel.ModelPackage;
import org.presage.worldmodel.net.Architectures;
import org.presage.worldmodel.net.Network;
import org.presage.worldmodel.net.NetworkSize;
import org.presage.worldmodel.net.NetworkSpec;
import org.presage.worldmodel.onnx.OnnxExporter;

import static org.assertj.core.api.Assertions.assertThat;

/** Packages of other architectures as rivals. */
class RivalModelsTest {

	@TempDir
	@SuppressWarnings("NullAway.Init")
	private Path folder;

	private final StringWriter err = new StringWriter();

	/** Random weights, another window and horizon than the built-in model. */
	static ModelPackage random(String architecture, String version, KpiSchema schema) {
		ModelManifest of = ModelFiles.read(null).manifest();
		NetworkSpec spec = NetworkSpec.of(architecture, of.schema(), 7, 3)
			.withSize(new NetworkSize(7, 2, 2, 2, 4, 1, 6, 4));
		Network network = Architectures.build(spec);
		return OnnxExporter.export(network, network.parameters().initialise(new Random(3)),
				new ModelManifest(of.format(), version, of.created(), spec, schema, of.scaler(), of.actionMin(),
						of.actionMax(), of.observed(), Calibration.none(3, schema.targets()), of.training(), Map.of(),
						Map.of()));
	}

	private int run(String... args) {
		CommandLine line = PresageCommand.line();
		line.setErr(new PrintWriter(this.err, true));
		return PresageCommand.execute(line, args);
	}

	@Test
	void nameOfAnotherPolicyIsNoNameOfAModel() {
		ModelManifest builtin = ModelFiles.read(null).manifest();
		List<ModelManifest> models = List.of(builtin, random("mlp", "sac", builtin.schema()).manifest(),
				random("mlp", "presage", builtin.schema()).manifest(),
				random("mlp", "mine", builtin.schema()).manifest());
		assertThat(JudgedModels.names(models, RivalStudy.policies())).containsExactly("ms3m", "sac #2", "presage #2",
				"mine");
	}

	@Test
	void rejectsModelThatLearntAnotherSla() throws IOException {
		Path other = this.folder.resolve("other.presage");
		random("mlp", "v1", ModelFiles.read(null).manifest().schema().withSla(List.of())).write(other);
		assertThat(run("evaluate", "--closed-loop", "--rivals", "--model", ModelFiles.DEFAULT.toString(), "--model",
				other.toString(), "--seeds", "1", "--steps", "3", "--cells", "1"))
			.isEqualTo(ExitCodes.INPUT);
		assertThat(this.err.toString()).contains("--rivals: model mlp: schema.sla: expected [",
				"found []. Train it with the schema of the first --model");
	}

}
