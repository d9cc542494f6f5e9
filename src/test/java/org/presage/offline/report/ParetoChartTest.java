/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.offline.report;

import java.io.StringReader;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

import javax.xml.parsers.DocumentBuilderFactory;

import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

import static org.assertj.core.api.Assertions.assertThat;

class ParetoChartTest {

	private static Document drawn(ParetoChart.Panel... panels) throws Exception {
		String svg = new ParetoChart("PRBs <x>", "over & above").svg(List.of(panels));
		return DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(new InputSource(new StringReader(svg)));
	}

	private static ParetoChart.Point point(double x, double y) {
		return new ParetoChart.Point("knob 1", x, y, y - 1, Double.NaN, true);
	}

	private static double attribute(NodeList circles, int index, String name) {
		return Double.parseDouble(((Element) circles.item(index)).getAttribute(name));
	}

	@Test
	void morePrbsAreFurtherRightAndMoreViolationsHigher() throws Exception {
		NodeList circles = drawn(new ParetoChart.Panel("Load 1",
				List.of(new ParetoChart.Curve("a", List.of(point(10, 4), point(40, 2))))))
			.getElementsByTagName("circle");
		assertThat(circles.getLength()).as("two points and the legend").isEqualTo(3);
		assertThat(attribute(circles, 0, "cx")).isLessThan(attribute(circles, 1, "cx"));
		assertThat(attribute(circles, 0, "cy")).as("SVG counts downwards").isLessThan(attribute(circles, 1, "cy"));
	}

	@Test
	void sameNameHasSameColourInAllPanels() throws Exception {
		ParetoChart.Curve a = new ParetoChart.Curve("a", List.of(point(1, 1)));
		ParetoChart.Curve b = new ParetoChart.Curve("b", List.of(point(2, 2)));
		NodeList lines = drawn(new ParetoChart.Panel("1", List.of(a, b)), new ParetoChart.Panel("2", List.of(b)),
				new ParetoChart.Panel("3", List.of(a)))
			.getElementsByTagName("polyline");
		assertThat(((Element) lines.item(1)).getAttribute("stroke"))
			.isEqualTo(((Element) lines.item(2)).getAttribute("stroke"))
			.isNotEqualTo(((Element) lines.item(3)).getAttribute("stroke"));
	}

	/** Colours alone repeat after eight. */
	@Test
	void twentyCurvesDifferInLineAndMark() throws Exception {
		List<ParetoChart.Curve> curves = IntStream.range(0, 20)
			.mapToObj((i) -> new ParetoChart.Curve("policy " + i, List.of(point(i, i))))
			.toList();
		Document drawn = drawn(new ParetoChart.Panel("Load 1", curves));
		NodeList lines = drawn.getElementsByTagName("polyline");
		Set<String> styles = new HashSet<>();
		for (int i = 0; i < lines.getLength(); i++) {
			Element line = (Element) lines.item(i);
			styles.add(line.getAttribute("stroke") + " " + line.getAttribute("stroke-dasharray"));
		}
		assertThat(styles).hasSize(20);
		Map<String, String> marks = new HashMap<>();
		NodeList titles = drawn.getElementsByTagName("title");
		for (int i = 0; i < titles.getLength(); i++) {
			Element mark = (Element) titles.item(i).getParentNode();
			String shape = mark.getTagName() + mark.getAttribute("d").replaceAll("[-0-9. ]+", "")
					+ mark.getAttribute("fill");
			String curve = titles.item(i).getTextContent().replace(": knob 1", "");
			assertThat(marks.computeIfAbsent(curve, (name) -> shape)).isEqualTo(shape);
		}
		assertThat(marks).as("marks of points and legend").hasSize(20);
		assertThat(marks.values()).doesNotHaveDuplicates();
	}

	@Test
	void textsCannotBecomeMarkup() throws Exception {
		Document drawn = drawn(
				new ParetoChart.Panel("<script>", List.of(new ParetoChart.Curve("<b>", List.of(point(0, 0))))));
		assertThat(drawn.getElementsByTagName("script").getLength()).isZero();
		assertThat(drawn.getDocumentElement().getTextContent()).contains("<script>", "<b>", "PRBs <x>");
	}

}
