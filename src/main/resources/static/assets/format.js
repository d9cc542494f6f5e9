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

/** With a sign, a real minus. */
export function signed(value, digits = 3) {
  return value === null || value === undefined ? NONE : (value > 0 ? '+' : '') + number(value, digits);
}

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

export const percent = (share, digits = 3) => (share === null || share === undefined ? NONE : `${number(share * 100, digits)} %`);

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

/** A time of day. */
export const time = (ms) => new Date(ms).toLocaleTimeString('en', { hour12: false });

/** A step ahead. */
export const ahead = (step, stepMs) => `+${number((step * stepMs) / 1000)} s`;
