import { get, post, spoken } from './api.js';
import { heads, keep, make, mark, say } from './dom.js';
import { kpi } from './format.js';
import { lookNow } from './poll.js';
import { askAgain } from './token.js';

const HEADS = ['File', 'State', 'Version', 'Architecture', 'Window', 'Steps ahead', 'Created', 'Size'];

function row(serve) {
  const made = make('tr', {}, make('th', { scope: 'row' }), make('td', { class: 'state' }, make('span', { class: 'chip good', text: 'In force', tabindex: '-1' }), make('button', { type: 'button' })),
    ...HEADS.slice(2).map((name) => make('td', { class: name === 'Size' ? 'number' : null })));
  made.querySelector('button').addEventListener('click', () => serve(made.shown));
  return made;
}

function fill(made, model, switchable, busy) {
  made.shown = model;
  const [file, action, version, architecture, window, horizon, created, size] = made.children;
  const [chip, button] = action.children;
  say(file, model.file || 'built in');
  say(version, model.error ? model.error : model.version);
  mark(version, 'class', model.error ? 'bad-text' : null);
  say(architecture, model.architecture ?? '');
  say(window, model.window ? `${model.window} frames` : '');
  say(horizon, model.horizon ?? '');
  say(created, model.created ? new Date(model.created).toLocaleString('en-GB', { dateStyle: 'medium', timeStyle: 'short' }) : '');
  say(size, model.bytes > 0 ? kpi(model.bytes, 'bytes') : '');
  const hadFocus = document.activeElement === button;
  chip.hidden = !model.in_force;
  button.hidden = model.in_force || !switchable || Boolean(model.error);
  // A disabled button would lose the focus.
  mark(button, 'aria-disabled', busy ? true : null);
  if (hadFocus && button.hidden) {
    chip.focus();
  }
  say(button, model.before ? 'Switch back' : 'Switch to');
  mark(button, 'aria-label', `${model.before ? 'Switch back' : 'Switch'} to ${model.version}, ${model.file}`);
  mark(button, 'class', model.before ? 'primary' : null);
}

// The newest answer: shown again when the user comes back and the server does not answer.
let known = null;

/** The models, and which one is in force. */
export function modelsView(parent) {
  const note = make('p', { class: 'note', role: 'status', id: 'model-note' });
  const body = make('tbody');
  let busy = false;

  async function serve(model) {
    if (busy) {
      return;
    }
    busy = true;
    askAgain();
    say(note, `Loading ${model.file} …`);
    mark(note, 'class', 'note');
    lookNow();
    try {
      const answer = await post('model', { file: model.file });
      say(note, `Model ${answer.version} serves from the next decision on.`);
      mark(note, 'class', 'note good');
    } catch (failure) {
      say(note, `Not changed. ${spoken(failure)}`);
      mark(note, 'class', 'note bad');
    } finally {
      busy = false;
      lookNow();
    }
  }

  parent.append(make('h2', { text: 'Models' }), make('p', { class: 'dim', id: 'models-lead' }), note,
    make('section', { class: 'card scroll', 'aria-label': 'Model packages', tabindex: '0' }, make('table', { class: 'models', id: 'models' },
      heads(HEADS), body)));
  function tell(list) {
    say(document.getElementById('models-lead'), list.switchable
      ? 'The packages in the directory of the configured one. A switch requires the role operator. Every cell continues with the next decision, and its intervals restart.'
      : 'The built-in model is in force, and there is nothing to switch to. With presage.model.path=FILE this page lists the packages of that directory.');
    keep(body, list.models, () => row(serve), (made, model) => fill(made, model, list.switchable, busy));
    if (list.models.length === 0 && !busy) {
      say(note, 'No model is loaded, and there is no package in the directory of presage.model.path.');
    }
  }

  return {
    async load() {
      known = await get('models');
    },
    show() {
      if (known !== null) {
        tell(known);
      }
      return known !== null;
    },
    close() {},
  };
}
