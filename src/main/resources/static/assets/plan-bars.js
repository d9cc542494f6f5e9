import { make, mark } from './dom.js';
import { ahead, prbs, whole } from './format.js';

const LEAP = 5;

/** Bars that are dragged, or moved with arrow keys, or typed into; with a mark where the plan is. `changed` gets a typed number that was limited, or null. */
export function planBars(changed) {
  const element = make('div', { class: 'bars-of-plan', role: 'group', 'aria-label': 'PRBs of the next steps' });
  let columns = [];
  let values = [];
  let planned = [];
  let ends = { min: 0, max: 1 };

  const height = (value) => `${(100 * value) / ends.max}%`;

  function draw(h) {
    const { bar, field, ghost } = columns[h];
    bar.style.height = height(values[h]);
    ghost.style.bottom = height(planned[h] ?? 0);
    mark(bar.parentElement, 'aria-valuenow', values[h]);
    mark(bar.parentElement, 'aria-valuetext', `${prbs(values[h])}, planned ${whole(planned[h])}`);
    mark(columns[h].element, 'class', values[h] === planned[h] ? 'column' : 'column other');
    if (document.activeElement !== field) {
      field.value = values[h];
    }
  }

  function put(h, value) {
    const next = Math.min(ends.max, Math.max(ends.min, Math.round(value)));
    if (Number.isFinite(next) && next !== values[h]) {
      values[h] = next;
      draw(h);
      changed(null);
    }
  }

  /** Takes a number that was typed, and reports one that may not be decided. */
  function type(h, text) {
    const value = text === '' ? NaN : Number(text);
    const used = Math.min(ends.max, Math.max(ends.min, Math.round(value)));
    const isLimited = Number.isFinite(value) && Math.round(value) !== used;
    mark(columns[h].field, 'aria-invalid', isLimited ? true : null);
    if (!isLimited) {
      put(h, value);
      return;
    }
    values[h] = used;
    draw(h);
    changed({ name: columns[h].name, value, used });
  }

  function drag(track, event) {
    const to = (moved) => {
      const box = track.getBoundingClientRect();
      const h = columns.findIndex((one) => {
        const across = one.track.getBoundingClientRect();
        return moved.clientX >= across.left && moved.clientX <= across.right;
      });
      const at = h >= 0 ? h : columns.findIndex((one) => one.track === track);
      put(at, (ends.max * (box.bottom - moved.clientY)) / box.height);
    };
    event.preventDefault();
    track.focus();
    track.setPointerCapture(event.pointerId);
    track.addEventListener('pointermove', to);
    track.addEventListener('pointerup', () => track.removeEventListener('pointermove', to), { once: true });
    track.addEventListener('pointercancel', () => track.removeEventListener('pointermove', to), { once: true });
    to(event);
  }

  function press(h, event) {
    const step = { ArrowUp: 1, ArrowDown: -1, PageUp: LEAP, PageDown: -LEAP }[event.key];
    const side = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    const end = { Home: ends.min, End: ends.max }[event.key];
    if (step !== undefined || end !== undefined) {
      event.preventDefault();
      put(h, end ?? values[h] + step);
    } else if (side && columns[h + side]) {
      event.preventDefault();
      columns[h + side].track.focus();
    }
  }

  function column(h, stepMs) {
    const bar = make('i', { class: 'bar' });
    const ghost = make('i', { class: 'ghost' });
    const name = ahead(h + 1, stepMs);
    const track = make('div', {
      class: 'track', role: 'slider', tabindex: '0', 'aria-label': `PRBs at ${name}`, 'aria-orientation': 'vertical',
      'aria-valuemin': ends.min, 'aria-valuemax': ends.max,
    }, bar, ghost);
    track.addEventListener('pointerdown', (event) => drag(track, event));
    track.addEventListener('keydown', (event) => press(h, event));
    const field = make('input', {
      type: 'number', min: ends.min, max: ends.max, step: 1, 'aria-label': `PRBs at ${name}, as a number`, oninput: () => type(h, field.value),
      onblur: () => {
        mark(field, 'aria-invalid', null);
        draw(h);
      },
    });
    return { element: make('div', { class: 'column' }, track, field, make('span', { class: 'dim', text: name })), track, bar, ghost, field, name };
  }

  return {
    element,
    values: () => [...values],
    /** Starts with a plan. */
    start(plan, bounds, stepMs) {
      ends = bounds;
      planned = plan.map(Math.round);
      values = [...planned];
      columns = plan.map((_, h) => column(h, stepMs));
      element.replaceChildren(...columns.map((one) => one.element));
      columns.forEach((_, h) => draw(h));
    },
    /** Another plan to compare with; the bars stay. */
    compare(plan) {
      planned = plan.map(Math.round);
      columns.forEach((_, h) => draw(h));
    },
    /** Other bars, and the plan that they are compared with. */
    take(next, plan) {
      values = next.map(Math.round);
      this.compare(plan);
    },
  };
}
