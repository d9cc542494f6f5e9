/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

import org.presage.base.Clock;
import org.presage.base.JsonResult;
import org.presage.base.TextTable;
import org.presage.benchmark.DeviceParity;
import org.presage.server.model.ModelFiles;
import org.presage.worldmodel.ModelPackage;
import org.presage.worldmodel.onnx.Device;
import org.presage.worldmodel.onnx.OnnxWorldModel;
import org.presage.worldmodel.onnx.SquareProduct;

/** Whether a GPU is found, and computes what the processor does. */
@Command(name = "device", mixinStandardHelpOptions = true,
		description = { "Compare the model and all architectures on a device with the processor.",
				"Exit code: 0 if all predictions agree within --tolerance, 3 if not." })
final class BenchDeviceCommand implements Callable<Integer> {

	private static final int RUNS = 10;

	/** Size of the matrix product on the processor and on a GPU. */
	private static final int SMALL = 1024;

	private static final int LARGE = 8192;

	/**
	 * What is written with --json.
	 *
	 * @param device that was used: {@code cpu} or {@code cuda}
	 * @param fellBack whether it is the processor although {@code cuda} was asked for
	 * @param runtime version of ONNX Runtime
	 * @param productSize rows and columns of the matrix product
	 * @param productGflops 10⁹ operations a second of the best of several such products,
	 * with the copies of its input and result
	 * @param tolerance largest difference that is admitted
	 * @param same whether all parities are within it
	 */
	@JsonResult
	record Result(String device, boolean fellBack, String runtime, int productSize, double productGflops,
			double tolerance, boolean same, List<DeviceParity.Parity> parity) {
	}

	@Mixin
	private DeviceOption device = new DeviceOption(Device.AUTO);

	@Option(names = "--model", paramLabel = "FILE",
			description = "Compare this model package too (default: the built-in model).")
	private @Nullable Path model;

	@Option(names = "--tolerance", defaultValue = "0.001",
			description = "Admit this difference, as a share of the value or of 1 (default: ${DEFAULT-VALUE}).")
	private double tolerance;

	@Mixin
	@SuppressWarnings("NullAway.Init")
	private BenchOptions bench;

	@Override
	public Integer call() {
		ModelPackage source = ModelFiles.read(this.model);
		String used;
		boolean fellBack;
		try (OnnxWorldModel loaded = OnnxWorldModel.load(source, this.device.value())) {
			used = loaded.device();
			fellBack = loaded.fellBack();
		}
		boolean onProcessor = used.equals(OnnxWorldModel.CPU);
		Device found = onProcessor ? Device.CPU : Device.CUDA;
		int size = onProcessor ? SMALL : LARGE;
		List<DeviceParity.Parity> parity = new DeviceParity(found, this.bench.seed()).run(source);
		boolean same = parity.stream().allMatch((each) -> each.maxDifference() <= this.tolerance);
		Result result = new Result(used, fellBack, OnnxWorldModel.runtime(), size, gflops(found, size), this.tolerance,
				same, parity);
		print(result);
		this.bench.write(source.manifest(), result);
		return same ? ExitCodes.OK : ExitCodes.REFUSED;
	}

	private static double gflops(Device device, int size) {
		long least = Long.MAX_VALUE;
		try (SquareProduct product = new SquareProduct(size, device)) {
			for (int run = 0; run < RUNS; run++) {
				long startNs = Clock.SYSTEM.nanoTime();
				product.run();
				least = Math.min(least, Clock.SYSTEM.nanoTime() - startNs);
			}
			return product.flops() / least;
		}
	}

	private void print(Result result) {
		PrintWriter out = this.bench.out();
		out.printf(Locale.ROOT, "ONNX Runtime %s on %s%s, best %d³ product %.1f GFLOP/s%n%n", result.runtime(),
				result.device(), result.fellBack() ? " although cuda is asked for" : "", result.productSize(),
				result.productGflops());
		TextTable table = new TextTable("model", ">largest difference");
		result.parity()
			.forEach(
					(each) -> table.row(each.architecture(), String.format(Locale.ROOT, "%.2e", each.maxDifference())));
		table.print(out);
		out.flush();
	}

}
