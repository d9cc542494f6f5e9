/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.offline.report;

import java.util.List;
import java.util.Locale;
import java.util.stream.DoubleStream;

/**
 * Draws panels of curves with error bars side by side as one SVG picture that needs
 * nothing but itself: lower and further left is better.
 */
public final class ParetoChart {

	private static final String[] COLOURS = { "#0b5cad", "#c2410c", "#15803d", "#7e22ce", "#b91c1c", "#0e7490",
			"#a16207", "#475569" };

	/** Of the lines of as many curves as there are colours, then of as many more. */
	private static final String[] DASHES = { "none", "7 3", "2 3", "9 3 2 3" };

	private static final int WIDTH = 460;

	private static final int HEIGHT = 330;

	private static final int LEFT = 56;

	private static final int TOP = 34;

	private static final int RIGHT = 12;

	private static final int BOTTOM = 46;

	private static final int LEGEND = 22;

	private static final int COLUMNS = 2;

	private static final int TICKS = 4;

	private final String xAxis;

	private final String yAxis;

	/**
	 * @param xAxis label with its unit
	 * @param yAxis label with its unit
	 */
	public ParetoChart(String xAxis, String yAxis) {
		this.xAxis = xAxis;
		this.yAxis = yAxis;
	}

	/**
	 * A point.
	 *
	 * @param label shown where a mouse rests on it
	 * @param x value
	 * @param y value
	 * @param yLow lower end of its error bar; NaN for none
	 * @param yHigh upper end of its error bar; NaN for none
	 * @param standard whether it is drawn larger
	 */
	public record Point(String label, double x, double y, double yLow, double yHigh, boolean standard) {
	}

	/** A curve; the same name has the same colour, dashes and marks in all panels. */
	public record Curve(String name, List<Point> points) {
	}

	/**
	 * What tells a curve from the others, also where it is one point.
	 *
	 * @param colour of line and marks
	 * @param kind of dashes and marks, an index of {@link #DASHES}
	 */
	private record Style(String colour, int kind) {

		/** The style of the curve with this index; 32 of them differ. */
		static Style of(int index) {
			return new Style(COLOURS[index % COLOURS.length], index / COLOURS.length % DASHES.length);
		}

		String dashes() {
			return DASHES[this.kind];
		}

		/** A circle, square, triangle or diamond around a point. */
		String mark(double x, double y, int size, String title) {
			String shape = switch (this.kind) {
				case 0 -> format("circle cx=\"%.1f\" cy=\"%.1f\" r=\"%d\"", x, y, size);
				case 1 -> format("path d=\"M%.1f %.1fh%dv%dh-%dz\"", x - size, y - size, 2 * size, 2 * size, 2 * size);
				case 2 -> format("path d=\"M%.1f %.1fl%d %dh-%dz\"", x, y - size, size, 2 * size, 2 * size);
				default -> format("path d=\"M%.1f %.1fl%d %dl-%d %dl-%d -%dz\"", x, y - size, size, size, size, size,
						size, size);
			};
			return "<" + shape + " fill=\"" + this.colour + "\"><title>" + HtmlTable.escape(title) + "</title></"
					+ shape.substring(0, shape.indexOf(' ')) + ">";
		}

	}

	/** One coordinate system. */
	public record Panel(String title, List<Curve> curves) {
	}

	/** The picture, an {@code svg} element. */
	public String svg(List<Panel> panels) {
		List<String> names = panels.stream()
			.flatMap((panel) -> panel.curves().stream())
			.map(Curve::name)
			.distinct()
			.toList();
		int columns = Math.clamp(panels.size(), 1, COLUMNS);
		int rows = Math.ceilDiv(panels.size(), columns);
		int legend = LEGEND * Math.ceilDiv(names.size(), 2 * columns) + LEGEND;
		StringBuilder svg = new StringBuilder(format(
				"<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" role=\"img\" aria-label=\"%s against %s\" "
						+ "font-family=\"sans-serif\" font-size=\"12\"><rect width=\"100%%\" height=\"100%%\" fill=\"white\"/>",
				columns * WIDTH, rows * HEIGHT + legend, HtmlTable.escape(this.yAxis), HtmlTable.escape(this.xAxis)));
		for (int i = 0; i < panels.size(); i++) {
			svg.append(format("<g transform=\"translate(%d %d)\">", i % columns * WIDTH, i / columns * HEIGHT));
			panel(panels.get(i), names, svg);
			svg.append("</g>\n");
		}
		for (int i = 0; i < names.size(); i++) {
			legend(names.get(i), Style.of(i), 20 + i % (2 * columns) * WIDTH / 2,
					rows * HEIGHT + 16 + i / (2 * columns) * LEGEND, svg);
		}
		return svg.append("</svg>\n").toString();
	}

	private static void legend(String name, Style style, int x, int y, StringBuilder svg) {
		svg.append(format(
				"<line x1=\"%d\" x2=\"%d\" y1=\"%d\" y2=\"%d\" stroke=\"%s\" stroke-width=\"1.5\" "
						+ "stroke-dasharray=\"%s\"/>%s<text x=\"%d\" y=\"%d\">%s</text>",
				x - 15, x + 15, y - 4, y - 4, style.colour(), style.dashes(), style.mark(x, y - 4, 5, name), x + 21, y,
				HtmlTable.escape(name)));
	}

	private void panel(Panel panel, List<String> names, StringBuilder svg) {
		double mostX = most(panel, false);
		double mostY = most(panel, true);
		axes(panel.title(), mostX, mostY, svg);
		for (Curve curve : panel.curves()) {
			Style style = Style.of(names.indexOf(curve.name()));
			StringBuilder line = new StringBuilder();
			for (Point point : curve.points()) {
				line.append(format("%.1f,%.1f ", x(point.x(), mostX), y(point.y(), mostY)));
			}
			svg.append(format(
					"<polyline fill=\"none\" stroke=\"%s\" stroke-width=\"1.5\" stroke-dasharray=\"%s\" points=\"%s\"/>",
					style.colour(), style.dashes(), line.toString().strip()));
			curve.points().forEach((point) -> point(curve.name(), point, style, mostX, mostY, svg));
		}
	}

	private static void point(String curve, Point point, Style style, double mostX, double mostY, StringBuilder svg) {
		double x = x(point.x(), mostX);
		if (Double.isFinite(point.yLow()) && Double.isFinite(point.yHigh())) {
			svg.append(format(
					"<line x1=\"%.1f\" x2=\"%.1f\" y1=\"%.1f\" y2=\"%.1f\" stroke=\"%s\" stroke-opacity=\"0.35\"/>", x,
					x, y(Math.max(0, point.yLow()), mostY), y(Math.min(mostY, point.yHigh()), mostY), style.colour()));
		}
		svg.append(style.mark(x, y(point.y(), mostY), point.standard() ? 5 : 3, curve + ": " + point.label()));
	}

	private static double most(Panel panel, boolean vertical) {
		return panel.curves()
			.stream()
			.flatMap((curve) -> curve.points().stream())
			.flatMapToDouble(
					(point) -> vertical ? DoubleStream.of(point.y(), point.yHigh()) : DoubleStream.of(point.x()))
			.filter(Double::isFinite)
			.max()
			.orElse(1) * 1.05;
	}

	private static double x(double value, double most) {
		return LEFT + value / most * (WIDTH - LEFT - RIGHT);
	}

	private static double y(double value, double most) {
		return HEIGHT - BOTTOM - value / most * (HEIGHT - TOP - BOTTOM);
	}

	private void axes(String title, double mostX, double mostY, StringBuilder svg) {
		svg.append(format("<text x=\"%d\" y=\"20\" font-weight=\"bold\">%s</text>", LEFT, HtmlTable.escape(title)));
		for (int i = 0; i <= TICKS; i++) {
			double valueX = mostX * i / TICKS;
			double valueY = mostY * i / TICKS;
			double x = x(valueX, mostX);
			double y = y(valueY, mostY);
			svg.append(format("<line x1=\"%.1f\" x2=\"%.1f\" y1=\"%d\" y2=\"%d\" stroke=\"#e5e7eb\"/>", x, x, TOP,
					HEIGHT - BOTTOM));
			svg.append(format("<line x1=\"%d\" x2=\"%d\" y1=\"%.1f\" y2=\"%.1f\" stroke=\"#e5e7eb\"/>", LEFT,
					WIDTH - RIGHT, y, y));
			svg.append(format("<text x=\"%.1f\" y=\"%d\" text-anchor=\"middle\">%.3g</text>", x, HEIGHT - BOTTOM + 16,
					valueX));
			svg.append(format("<text x=\"%d\" y=\"%.1f\" text-anchor=\"end\">%.3g</text>", LEFT - 6, y + 4, valueY));
		}
		svg.append(format("<text x=\"%d\" y=\"%d\" text-anchor=\"middle\">%s</text>", (LEFT + WIDTH - RIGHT) / 2,
				HEIGHT - 10, HtmlTable.escape(this.xAxis)));
		svg.append(format("<text x=\"12\" y=\"%d\" text-anchor=\"middle\" transform=\"rotate(-90 12 %d)\">%s</text>",
				(TOP + HEIGHT - BOTTOM) / 2, (TOP + HEIGHT - BOTTOM) / 2, HtmlTable.escape(this.yAxis)));
	}

	private static String format(String format, Object... values) {
		return String.format(Locale.ROOT, format, values);
	}

}
