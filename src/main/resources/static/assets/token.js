const dialog = document.getElementById('token-dialog');
const field = document.getElementById('token');
const why = document.getElementById('token-why');

let asked = null;
let declinedAt = -Infinity;

// Who has just cancelled is not asked again by the next poll.
const QUIET_MS = 20_000;

/**
 * Asks for a token; null if none is given. Those who ask at the same time share the answer.
 * @param role that it must have; empty if the server does not say
 * @param isWrong whether the server refused the one that was sent
 */
export function askForToken(role, isWrong) {
  if (asked === null && performance.now() - declinedAt < QUIET_MS) {
    return Promise.resolve(null);
  }
  asked ??= new Promise((answer) => {
    const needed = `an access token${role ? ` with the role ${role}` : ''}`;
    why.textContent = isWrong
      ? `The server does not accept this token. Check that you copied all of it; it must be ${needed}.`
      : `This server shows its cells only to people with ${needed}. If you have none, ask whoever runs the server.`;
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

/** The user does something that needs a token: ask, even after a cancel. */
export const askAgain = () => {
  declinedAt = -Infinity;
};

dialog.querySelector('form').addEventListener('submit', (event) => {
  event.preventDefault();
  dialog.close(field.value.trim());
});
document.getElementById('token-cancel').addEventListener('click', () => dialog.close(''));
