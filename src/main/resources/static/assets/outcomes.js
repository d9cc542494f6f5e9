/** What became of a report: how it is shown, and what it means. */
const OUTCOMES = {
  PLANNED: ['Planned', 'good', 'The allocation is the planner’s.'],
  WARMING_UP: ['Warming up', 'calm', 'Held: the cell has not reported long enough for the model.'],
  DEADLINE: ['Too late', 'bad', 'Held: the budget was over before a plan was there.'],
  NO_MODEL: ['No model', 'bad', 'Held: no model is loaded.'],
  MODEL_FAILED: ['Model failed', 'bad', 'Held: the model failed, or imagined too little that is finite.'],
  FAILED: ['Failed', 'bad', 'Held: a defect of Presage kept the report from being handled.'],
  SURPRISED: ['Surprised', 'warn', 'Held: the cell behaves too differently from what the model expects.'],
  INFEASIBLE: ['Infeasible', 'warn', 'Held: the fewest PRBs of the cell’s slices are more than the cell has.'],
  DISTRUSTED: ['Distrusted', 'warn', 'Held: control of the cell has had no effect, or was refused.'],
  ROLLED_BACK: ['Taken back', 'warn', 'The KPIs collapsed after the last change, which is taken back.'],
  RATE_LIMITED: ['Rate-limited', 'calm', 'Held: the allocation was changed too short a time ago.'],
  IMPLAUSIBLE: ['Implausible', 'warn', 'Held: the report is right in form and cannot be true. Nothing is learnt from it.'],
  BLIND: ['Blind', 'bad', 'Held: too little is measured of the cell.'],
  OFF_STEP: ['Off step', 'bad', 'Held: the cell does not report at the step of the model.'],
  STALE: ['Stale', 'warn', 'Held: the report is older than one that was answered, repeats it, or is too old.'],
};

export const NAMES = Object.keys(OUTCOMES);

const of = (outcome) => OUTCOMES[outcome] ?? [outcome ?? 'No decision', 'calm', 'No decision yet.'];

export const label = (outcome) => of(outcome)[0];

export const kind = (outcome) => of(outcome)[1];

/** One sentence, with the detail that the decision came with. */
export const meaning = (outcome, detail) => of(outcome)[2] + (detail ? ` ${detail[0].toUpperCase()}${detail.slice(1)}.` : '');
