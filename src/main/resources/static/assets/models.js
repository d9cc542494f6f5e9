import { get, post } from './api.js';
import { heads, keep, make, mark, say } from './dom.js';
import { kpi } from './format.js';
import { lookNow } from './poll.js';
import { askAgain } from './token.js';

const HEADS = ['File', 'Version', 'Architecture', 'Window', 'Steps ahead', 'Made', 'Size', ''];

function row(serve) {
  const made = make('tr', {}, make('th', { scope: 'row' }), ...HEADS.slice(1, -1).map(() => make('td')), make('td', { class: 'end' }, make('span', { class: 'chip good', text: 'In force' }), make('button', { type: 'button' })));
  made.querySelector('button').addEventListener('click', () => serve(made.shown));
  return made;
}

function fill(made, model, switchable, busy) {
  made.shown = model;
  const [file, version, architecture, window, horizon, created, size, action] = made.children;
  const [chip, button] = action.children;
  say(file, model.file || 'built in');
  say(version, model.error ? model.error : model.version);
  mark(version, 'class', model.error ? 'bad-text' : null);
  say(architecture, model.architecture ?? '');
  say(window, model.window ? `${model.window} frames` : '');
  say(horizon, model.horizon ?? '');
  say(created, model.created ? new Date(model.created).toLocaleString('en-GB', { dateStyle: 'medium', timeStyle: 'short' }) : '');
  say(size, model.bytes > 0 ? kpi(model.bytes, 'bytes') : '');
  chip.hidden = !model.in_force;
  button.hidden = model.in_force || !switchable || Boolean(model.error);
  button.disabled = busy;
  say(button, model.before ? 'Switch back' : 'Switch to');
  mark(button, 'aria-label', `${model.before ? 'Switch back' : 'Switch'} to ${model.version}, ${model.file}`);
  mark(button, 'class', model.before ? 'primary' : null);
}

/** Which models there are, and which one serves. */
export function modelsView(parent) {
  const note = make('p', { class: 'note', role: 'status', id: 'model-note' });
  const body = make('tbody');
  let busy = false;

  async function serve(model) {
    busy = true;
    askAgain();
    say(note, `${model.file} is being loaded …`);
    mark(note, 'class', 'note');
    lookNow();
    try {
      const answer = await post('model', { file: model.file });
      say(note, `Model ${answer.version} serves from the next decision on.`);
      mark(note, 'class', 'note good');
    } catch (failure) {
      say(note, `Not changed: ${failure.message}`);
      mark(note, 'class', 'note bad');
    } finally {
      busy = false;
      lookNow();
    }
  }

  parent.append(make('h2', { text: 'Models' }), make('p', { class: 'dim', id: 'models-lead' }), note,
    make('section', { class: 'card scroll', 'aria-label': 'Model packages', tabindex: '0' }, make('table', { class: 'models', id: 'models' },
      heads(HEADS), body)));
  return {
    async look() {
      const list = await get('models');
      say(document.getElementById('models-lead'), list.switchable
        ? 'The packages beside the configured one. A switch needs the role operator; every cell goes on with the next decision, and its intervals start anew.'
        : 'The built-in model serves, and there is nothing to switch to. With presage.model.path=FILE the packages of that directory stand here.');
      keep(body, list.models, () => row(serve), (made, model) => fill(made, model, list.switchable, busy));
      if (list.models.length === 0 && !busy) {
        say(note, 'No model is loaded, and there is no package in the directory of presage.model.path.');
      }
    },
    close() {},
  };
}
