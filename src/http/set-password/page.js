const form = document.querySelector('form');
const password = document.querySelector('#password');
const show = document.querySelector('#show');
const button = document.querySelector('button');
const message = document.querySelector('#message');

const token = new URLSearchParams(location.hash.slice(1)).get('token');
// The next person at this machine must not find the link in the history.
history.replaceState(null, '', location.pathname);

const linkIsOver =
  'This link has been used already, or it has expired. Ask for a new one where you got it from.';

/** By better-auth's reason. */
const refusals = {
  'invalid-token': linkIsOver,
  'user-not-found': linkIsOver,
  'password-too-short': 'The password is too short: use at least 8 characters.',
  'password-too-long': 'The password is too long: use at most 128 characters.',
};

function say(words, state) {
  message.textContent = words;
  message.className = state;
}

function finish(words, state) {
  form.hidden = true;
  say(words, state);
  message.focus();
}

async function setPassword() {
  const response = await fetch('/api/auth/reset-password', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ token, newPassword: password.value }),
  });
  if (response.ok) return finish('Your password is set. You can sign in with it now.', 'done');
  const { reason } = await response.json().catch(() => ({}));
  const words = refusals[reason];
  if (words === linkIsOver) return finish(words, 'failed');
  say(words ?? 'This did not work. Wait a moment, and try again.', 'failed');
}

form.addEventListener('submit', async (event) => {
  event.preventDefault();
  if (button.disabled) return;
  button.disabled = true;
  say('One moment …', '');
  try {
    await setPassword();
  } catch {
    say('The server cannot be reached. Check your connection, and try again.', 'failed');
  } finally {
    button.disabled = false;
  }
});

show.addEventListener('change', () => {
  password.type = show.checked ? 'text' : 'password';
});

if (token) {
  form.hidden = false;
  password.focus();
} else {
  finish('This page needs the whole link that you got. Open it again from there.', 'failed');
}
