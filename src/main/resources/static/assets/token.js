const dialog = document.getElementById('token-dialog');
const field = document.getElementById('token');
const why = document.getElementById('token-why');

let asked = null;
let declinedAt = -Infinity;

// Who has just said no is not asked again by the next poll.
const QUIET_MS = 20_000;

/** Asks for a token; null if none is given. Those who ask at the same time share the answer. */
export function askForToken(reason) {
  if (asked === null && performance.now() - declinedAt < QUIET_MS) {
    return Promise.resolve(null);
  }
  asked ??= new Promise((answer) => {
    why.textContent = reason ?? 'The server wants to know who you are.';
    field.value = '';
    dialog.showModal();
    field.focus();
    dialog.addEventListener('close', () => {
      asked = null;
      const given = dialog.returnValue;
      dialog.returnValue = '';
      if (!given) {
        declinedAt = performance.now();
      }
      answer(given || null);
    }, { once: true });
  });
  return asked;
}

/** Somebody does something that wants a token: ask, whatever was said before. */
export const askAgain = () => {
  declinedAt = -Infinity;
};

dialog.querySelector('form').addEventListener('submit', (event) => {
  event.preventDefault();
  dialog.close(field.value.trim());
});
document.getElementById('token-cancel').addEventListener('click', () => dialog.close(''));
