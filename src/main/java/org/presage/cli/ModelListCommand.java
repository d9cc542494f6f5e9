/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

import org.presage.base.FileFailure;
import org.presage.base.JsonResult;
import org.presage.base.TextTable;
import org.presage.server.model.ModelFiles;
import org.presage.worldmodel.ModelException;
import org.presage.worldmodel.ModelManifest;
import org.presage.worldmodel.ModelPackage;

/** Lists model packages by their manifests, without loading the graphs. */
@Command(name = "list", mixinStandardHelpOptions = true,
		description = "List the built-in models and the packages in a directory, with what each reads and plans.")
final class ModelListCommand implements Callable<Integer> {

	private static final String SUFFIX = ".presage";

	@Parameters(index = "0", arity = "0..1", paramLabel = "DIRECTORY",
			description = "List *.presage in this directory (default: the current one).")
	private Path directory = Path.of("");

	@Mixin
	@SuppressWarnings("NullAway.Init")
	private ReportOptions report;

	/** All packages that were found. */
	@JsonResult
	record Models(List<Row> models) {
	}

	/** A package; all but file and error are null if its manifest cannot be read. */
	@JsonResult
	record Row(String file, @Nullable String version, @Nullable String architecture, @Nullable Integer window,
			@Nullable Integer horizon, @Nullable Long stepMs, @Nullable Double actionMin, @Nullable Double actionMax,
			@Nullable String error) {

		static Row of(String file, ModelManifest manifest) {
			return new Row(file, manifest.version(), manifest.network().architecture(), manifest.network().window(),
					manifest.network().horizon(), manifest.schema().stepMs(), manifest.actionMin(),
					manifest.actionMax(), null);
		}

	}

	@Override
	public Integer call() {
		List<Row> rows = new ArrayList<>();
		for (Path builtIn : List.of(ModelFiles.DEFAULT, ModelFiles.SLICES)) {
			rows.add(Row.of(builtIn.toString(), ModelFiles.read(builtIn).manifest()));
		}
		files().forEach((file) -> rows.add(row(file)));
		TextTable table = new TextTable("file", "version", "architecture", ">window", ">horizon", ">step ms", ">PRBs");
		for (Row row : rows) {
			if (row.error() != null) {
				table.row(row.file(), row.error());
			}
			else {
				table.row(row.file(), String.valueOf(row.version()), String.valueOf(row.architecture()),
						String.valueOf(row.window()), String.valueOf(row.horizon()), String.valueOf(row.stepMs()),
						"%.0f to %.0f".formatted(row.actionMin(), row.actionMax()));
			}
		}
		table.print(this.report.out());
		this.report.write(new Models(rows));
		return ExitCodes.OK;
	}

	private List<Path> files() {
		try (Stream<Path> files = Files.list(this.directory.toAbsolutePath())) {
			return files.filter((file) -> file.toString().endsWith(SUFFIX)).sorted().toList();
		}
		catch (IOException ex) {
			throw FileFailure.reading(this.directory.toString(), ex);
		}
	}

	private static Row row(Path file) {
		String name = String.valueOf(file.getFileName());
		try {
			return Row.of(name, ModelPackage.manifest(file));
		}
		catch (ModelException ex) {
			return new Row(name, null, null, null, null, null, null, null,
					String.valueOf(ex.getMessage()).replace(file + ": ", ""));
		}
	}

}
