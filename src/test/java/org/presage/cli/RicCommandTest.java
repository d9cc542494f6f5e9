/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;
import picocli.CommandLine;

import org.presage.server.PresageServer;

import static org.assertj.core.api.Assertions.assertThat;

/** The small RIC as a program of its own, and an xApp at it. */
class RicCommandTest {

	private final StringWriter out = new StringWriter();

	private final StringWriter err = new StringWriter();

	private int ric(String... args) {
		CommandLine line = PresageCommand.line();
		line.setOut(new PrintWriter(this.out));
		line.setErr(new PrintWriter(this.err));
		return line.execute(args);
	}

	/** The rest of the line that begins so, once it has been printed. */
	private String line(String start) throws InterruptedException {
		for (int i = 0; i < 800; i++) {
			String text = this.out.toString();
			int at = text.indexOf(start);
			if (at >= 0 && text.indexOf('\n', at) > 0) {
				return text.substring(at + start.length(), text.indexOf('\n', at));
			}
			Thread.sleep(25);
		}
		throw new AssertionError("not told: " + start + " in " + this.out);
	}

	@Test
	void xappFindsItsCellsThere(@TempDir Path folder) throws InterruptedException {
		Thread program = Thread.ofPlatform()
			.daemon()
			.start(() -> ric("ric", "--cells", "2", "--rmr-port", "0", "--http-port", "0", "--seconds", "60", "--fault",
					"notice_twice"));
		String keys = line("Attach     presage serve ");
		List<String> arguments = new ArrayList<>(List.of("--spring.grpc.server.port=0", "--server.port=0"));
		Stream.of(keys.split(" ")).map((key) -> "--" + key).forEach(arguments::add);
		arguments.replaceAll((key) -> key.startsWith("--presage.osc.state=")
				? "--presage.osc.state=" + folder.resolve("state.json") : key);
		try (ConfigurableApplicationContext context = new SpringApplication(PresageServer.class)
			.run(arguments.toArray(String[]::new))) {
			line("2 subscriptions, 1 xApps registered, PRBs [");
			assertThat(context.isRunning()).isTrue();
		}
		finally {
			program.interrupt();
		}
	}

	@Test
	void faultThatIsNoneIsNamed() {
		assertThat(ric("ric", "--fault", "sleep")).isEqualTo(2);
		assertThat(this.err.toString()).contains("--fault", "sleep", "STALL");
	}

}
