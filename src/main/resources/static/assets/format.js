const NONE = '–';

/** A number in few digits; a dash for none. */
export function number(value, digits = 3) {
  if (value === null || value === undefined) {
    return NONE;
  }
  const size = Math.abs(value);
  return (value < 0 ? '−' : '') + positive(size, digits);
}

function positive(size, digits) {
  if (size !== 0 && (size >= 1e6 || size < 1e-3)) {
    return size.toExponential(1);
  }
  return size >= 10 ** digits ? Math.round(size).toLocaleString('en') : String(Number(size.toPrecision(digits)));
}

/** A number with so many decimals and a real minus; a dash for none. */
export function fixed(value, decimals) {
  if (value === null || value === undefined) {
    return NONE;
  }
  const text = Math.abs(value).toLocaleString('en', { minimumFractionDigits: decimals, maximumFractionDigits: decimals });
  return (value < 0 && /[1-9]/.test(text) ? '−' : '') + text;
}

/** Decimals of the numbers of a column: as many as the largest of them has for its digits. */
export function decimals(values, digits = 3) {
  const largest = Math.max(0, ...values.filter(Number.isFinite).map(Math.abs));
  return largest === 0 ? 0 : Math.min(4, Math.max(0, digits - 1 - Math.floor(Math.log10(largest))));
}

/** Writes the numbers of a column, all with the same decimals. */
export function column(values, digits = 3) {
  const places = decimals(values, digits);
  return (value) => fixed(value, places);
}

/** A text of a number, with a plus before what is above zero. */
export const withSign = (value, text) => (value > 0 && /[1-9]/.test(text) ? `+${text}` : text);

const SHOWN_UNITS = { count: 'PRBs', ratio: '', index: '', layers: '' };

/** A unit as people read it. */
export const unit = (name) => SHOWN_UNITS[name] ?? name;

/** A KPI's value with its unit; bytes in kB and MB, ratios in percent. */
export function kpi(value, name) {
  if (value === null || value === undefined) {
    return NONE;
  }
  if (name === 'bytes') {
    return value >= 1e6 ? `${number(value / 1e6)} MB` : value >= 1e3 ? `${number(value / 1e3)} kB` : `${number(value)} B`;
  }
  if (name === 'ratio') {
    return `${number(value * 100)} %`;
  }
  return `${number(value)} ${unit(name)}`.trim();
}

export const whole = (value) => (value === null || value === undefined ? NONE : Math.round(value).toLocaleString('en'));

/** PRBs with their unit. */
export const prbs = (value) => (value === null || value === undefined ? NONE : `${whole(value)} ${Math.round(value) === 1 ? 'PRB' : 'PRBs'}`);

export const percent = (share, decimals = 1) => (share === null || share === undefined ? NONE : `${fixed(share * 100, decimals)} %`);

/** How long ago, or how long. */
export function duration(ms) {
  if (ms === null || ms === undefined) {
    return NONE;
  }
  if (ms < 1000) {
    return `${Math.round(ms)} ms`;
  }
  return ms < 60_000 ? `${(ms / 1000).toFixed(1)} s` : `${Math.round(ms / 60_000)} min`;
}

/** An age in a column: always seconds, with two decimals. */
export const seconds = (ms) => (ms === null || ms === undefined ? NONE : `${fixed(ms / 1000, 2)} s`);

/** A time of day. */
export const time = (ms) => new Date(ms).toLocaleTimeString('en', { hour12: false });

/** A step ahead. */
export const ahead = (step, stepMs) => `+${number((step * stepMs) / 1000)} s`;
