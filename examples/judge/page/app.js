import { element, statement } from './statement.js';

const main = document.querySelector('#main');
/** How long before its end a URL is renewed. */
const renewBeforeMs = 30_000;
const shortestMs = 5000;
/** Browsers take no longer delay. */
const longestMs = 2 ** 31 - 1;

const api = (path, options) => fetch(`/api/${path}`, options);
const post = (path, form) => api(path, { method: 'POST', body: form });

async function start() {
  const reply = await api('me');
  if (!reply.ok) return signInPage();
  const me = await reply.json();
  const signOut = async () => {
    await api('sign-out', { method: 'POST' });
    location.assign('/');
  };
  document
    .querySelector('#who')
    .replaceChildren(
      `Signed in as ${me.name} `,
      element('button', { textContent: 'Sign out', onclick: signOut }),
    );
  const [, id, level] = /^\/tasks\/(\d+)(\/reader)?$/.exec(location.pathname) ?? [];
  if (!id) return listPage(me);
  if (level) return readerPage(me, id);
  return taskPage(id);
}

function signInPage() {
  const problem = element('p', { role: 'alert' });
  const form = element(
    'form',
    {
      async onsubmit(event) {
        event.preventDefault();
        const { ok } = await post('sign-in', new URLSearchParams(new FormData(form)));
        if (ok) location.reload();
        else problem.textContent = 'Name or password is wrong.';
      },
    },
    problem,
    element(
      'label',
      {},
      'Name ',
      element('input', { name: 'name', autocomplete: 'username', required: true }),
    ),
    element(
      'label',
      {},
      'Password ',
      element('input', {
        name: 'password',
        type: 'password',
        autocomplete: 'current-password',
        required: true,
      }),
    ),
    element('button', { textContent: 'Sign in' }),
  );
  main.replaceChildren(form);
}

async function listPage(me) {
  const { items } = await (await api('tasks')).json();
  const rows = items.map(({ id, title }) =>
    element('li', {}, element('a', { href: `/tasks/${id}`, textContent: title })),
  );
  main.replaceChildren(element('h1', { textContent: 'Tasks' }), element('ul', {}, ...rows));
  if (me.role !== 'teacher') return;
  const problem = element('p', { role: 'alert' });
  const form = element(
    'form',
    {
      async onsubmit(event) {
        event.preventDefault();
        const reply = await post('tasks', new FormData(form));
        if (reply.ok) location.assign(`/tasks/${(await reply.json()).id}`);
        else problem.textContent = 'The task was not created. Try again.';
      },
    },
    problem,
    element('label', {}, 'Title ', element('input', { name: 'title', required: true })),
    element('label', {}, 'PDF ', element('input', { name: 'pdf', type: 'file', accept: 'application/pdf' })),
    element('button', { textContent: 'Create task' }),
  );
  main.prepend(form);
}

/** URLs on request: the judge decides, and a plain frame shows the PDF. */
async function taskPage(id) {
  const heading = element('h1');
  const place = element('div', { id: 'statement' });
  main.replaceChildren(heading, place);
  let timer;
  const show = statement(place, load);

  async function load() {
    clearTimeout(timer);
    let task;
    try {
      const reply = await api(`tasks/${id}`);
      task = reply.status < 500 ? await reply.json() : { retry: true };
    } catch {
      task = { retry: true };
    }
    if (task.title) heading.textContent = task.title;
    show(task);
    // Another URL before this one ends, the first at the opening, and soon what has become of an upload.
    const { descriptionUrlExpiresAt: expiresAt, opensAt, upload } = task;
    let at = Date.parse(opensAt);
    if (expiresAt) at = Date.parse(expiresAt) - renewBeforeMs;
    else if (upload === 'pending' && !task.retry) at = Date.now();
    if (at) timer = setTimeout(load, Math.min(Math.max(at - Date.now(), shortestMs), longestMs));
  }
  await load();
}

/** Synchronised with the reader: Lectern decides, by the token that the frame gets. */
async function readerPage(me, id) {
  const place = element('div', { id: 'statement' });
  main.replaceChildren(place);
  const { embedDocument } = await import('/lectern-client/embed.js');
  embedDocument(place, {
    url: me.lecternUrl,
    taskId: `ext:${id}`,
    async getToken() {
      const reply = await api('lectern-token');
      if (!reply.ok) throw new Error(`no token: ${reply.status}`);
      return reply.text();
    },
    onError({ code }) {
      // All other problems show in the frame.
      if (code === 'frame-silent') place.prepend("The statement can't be loaded right now.");
    },
  });
}

await start();
