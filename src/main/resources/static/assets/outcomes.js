/** Outcomes of a report: how each is marked, and what it means. The name is the server's, as in metrics and logs. */
const OUTCOMES = {
  PLANNED: ['good', 'The allocation is the planner’s.'],
  WARMING_UP: ['calm', 'Held: the cell has not reported long enough for the model.'],
  DEADLINE: ['bad', 'Held: the budget was used up before there was a plan.'],
  NO_MODEL: ['bad', 'Held: no model is loaded.'],
  MODEL_FAILED: ['bad', 'Held: the model failed, or too few of its predictions were finite.'],
  FAILED: ['bad', 'Held: a defect of Presage kept the report from being handled.'],
  SURPRISED: ['warn', 'Held: the cell behaves too differently from what the model expects.'],
  INFEASIBLE: ['warn', 'Held: the fewest PRBs of the cell’s slices are more than the cell has.'],
  DISTRUSTED: ['warn', 'Held: control of the cell has had no effect, or was refused.'],
  ROLLED_BACK: ['warn', 'The KPIs collapsed after the last change, which is undone.'],
  RATE_LIMITED: ['calm', 'Held: the allocation was changed too short a time ago.'],
  IMPLAUSIBLE: ['warn', 'Held: the report is right in form and cannot be true. Presage learns nothing from it.'],
  BLIND: ['bad', 'Held: too little is measured of the cell.'],
  OFF_STEP: ['bad', 'Held: the cell does not report at the step of the model.'],
  STALE: ['warn', 'Held: the report is older than one that was answered, repeats it, or is too old.'],
};

/** One that this page does not know yet: its name says what it is, the decision's detail why. */
const OTHER = ['warn', 'Held.'];

const NONE = ['calm', 'No decision yet.'];

const of = (outcome) => (outcome ? (OUTCOMES[outcome] ?? OTHER) : NONE);

/** The name in words: WARMING_UP as "Warming up". */
export const label = (outcome) => (outcome ? outcome[0] + outcome.slice(1).toLowerCase().replaceAll('_', ' ') : 'No decision');

export const kind = (outcome) => of(outcome)[0];

/** One sentence, with the detail that the decision came with. */
export const meaning = (outcome, detail) => of(outcome)[1] + (detail ? ` ${detail[0].toUpperCase()}${detail.slice(1)}.` : '');
