package org.presage.sim.e2;

import java.util.List;
import java.util.stream.IntStream;

import org.presage.base.PrbRatios;
import org.presage.e2.control.PrbControl;
import org.presage.e2.dialect.Dialect;
import org.presage.e2.dialect.IndicationWriter;
import org.presage.e2.sm.common.CellGlobalId;
import org.presage.e2.sm.common.Plmn;
import org.presage.e2.sm.kpm.IndicationHeader;
import org.presage.e2.sm.kpm.IndicationMessage;
import org.presage.e2.sm.kpm.Measurement;
import org.presage.kpi.KpiSchema;
import org.presage.sim.RanSimulator;

/**
 * A simulated cell that speaks E2: its KPIs go out as a node of the dialect writes them,
 * its allocation comes as control. Each cell is an E2 node of its own, so that control
 * which is addressed to a device or to a slice finds it.
 */
public final class KpmCell implements PeerNode {

	private static final int DEVICES = 3;

	private final String id;

	private final CellGlobalId.Nr cell;

	private final IndicationWriter writer;

	private final PrbControl control;

	private final int carrier;

	private final KpiSchema schema;

	private volatile DataFaults faults = new DataFaults();

	private volatile int prbs;

	/**
	 * @param number of the cell, also its NR cell identity
	 * @param schema of its KPIs
	 * @param prbs that are allowed until control says otherwise
	 */
	public KpmCell(int number, KpiSchema schema, Dialect dialect, PrbControl control, int prbs) {
		this.id = "presage-sim-" + number;
		this.cell = new CellGlobalId.Nr(Plmn.of("00101"), number);
		this.writer = new IndicationWriter(dialect, schema,
				new IndicationWriter.Options(DEVICES, schema.stepMs(), true, true));
		this.control = control;
		this.schema = schema;
		this.carrier = (int) schema.kpi(schema.actionIndex()).max();
		this.prbs = prbs;
	}

	/**
	 * The cells of a simulator without slices.
	 */
	public static List<KpmCell> of(RanSimulator simulator, Dialect dialect, PrbControl control) {
		return IntStream.range(0, simulator.units())
			.mapToObj((c) -> new KpmCell(c, simulator.schema(), dialect, control, simulator.prbs(c)))
			.toList();
	}

	/** Shares the data faults of a network from now on. */
	public void share(DataFaults network) {
		this.faults = network;
	}

	@Override
	public String id() {
		return this.id;
	}

	@Override
	public List<CellGlobalId.Nr> cells() {
		return List.of(this.cell);
	}

	/** The cell. */
	public CellGlobalId.Nr cell() {
		return this.cell;
	}

	@Override
	public List<String> measurements() {
		return this.writer.measurements().stream().map(Measurement::name).map(String::valueOf).toList();
	}

	/** E2SM-KPM-IndicationHeader. */
	public byte[] header(long startMs) {
		return IndicationHeader.TYPE.encode(IndicationHeader.startingAt(startMs, false));
	}

	/**
	 * E2SM-KPM-IndicationMessage.
	 * @param kpis {@code [F]} in the schema's order and units, NaN absent
	 */
	public byte[] message(float[] kpis) {
		DataFaults now = this.faults;
		return IndicationMessage.TYPE.encode(now.written(this.writer.message(now.kpis(this.id, this.schema, kpis))));
	}

	/** Percent of the carrier become PRBs as a node rounds them: to the nearest. */
	@Override
	public void control(byte[] header, byte[] message) {
		this.prbs = PrbRatios.prbs(this.control.read(message).getFirst().percent(), this.carrier);
	}

	/** PRBs that are allowed now. */
	public int prbs() {
		return this.prbs;
	}

}
