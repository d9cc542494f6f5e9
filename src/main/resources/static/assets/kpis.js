/** The predicted KPIs, those first that matter most: with an SLA, then by the weight in the reward. */
export function byWeight(model) {
  const rank = (kpi) => (kpi.sla_max !== undefined || kpi.sla_min !== undefined ? 100 : 0) + Math.abs(kpi.weight);
  return model.kpis.filter((kpi) => kpi.name !== model.action).sort((one, other) => rank(other) - rank(one));
}

/** Bytes are drawn in kB, ratios in percent. */
export const scale = (unit) => ({ bytes: 1e-3, ratio: 100 }[unit] ?? 1);

export const shownUnit = (unit) => ({ bytes: 'kB', ratio: '%', index: '', layers: '', count: 'PRBs' }[unit] ?? unit);

/** A list as numbers of the shown unit; what is absent stays absent. */
export const scaled = (values, unit) => (values ?? []).map((value) => (value === null ? null : value * scale(unit)));

/** Points of a line. */
export const points = (xs, ys) => xs.map((x, i) => ({ x, y: ys[i] ?? null }));

/** The bound of a KPI's SLA in the shown unit; null for none. */
export function slaBound(kpi) {
  const bound = kpi.sla_max ?? kpi.sla_min;
  return bound === undefined || bound === null ? null : bound * scale(kpi.unit);
}
