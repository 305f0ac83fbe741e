/** The judge's own pages. */
import { type Task, tasks, type User } from './judge.ts';
import { ext, lecternUrl } from './lectern.ts';

const page = (title: string, content: string) => `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="/judge.css">
<h1>${title}</h1>
${content}`;

const escaped = (text: string) => text.replace(/[&<>"]/g, (character) => `&#${character.charCodeAt(0)};`);

export const signInPage = (problem = '') =>
  page(
    'Judge',
    `<form method="post" action="/sign-in">
<p role="alert">${problem}</p>
<label>Name <input name="name" autocomplete="username" required></label>
<label>Password <input name="password" type="password" autocomplete="current-password" required></label>
<button>Sign in</button>
</form>`,
  );

export const taskListPage = ({ name }: User) =>
  page(
    'Judge',
    `<p>Signed in as ${escaped(name)}</p>
<ul>${tasks.map(({ id, title }) => `<li><a href="/tasks/${id}/statement">${escaped(title)}</a>`).join('')}</ul>
<form method="post" action="/sign-out"><button>Sign out</button></form>`,
  );

/** Whether its statement is shown is up to Lectern, by the token that the frame gets. */
export const statementPage = ({ id, title }: Task) =>
  page(
    escaped(title),
    `<main id="statement" data-lectern="${escaped(lecternUrl)}" data-task="${ext(id)}"></main>
<script type="module" src="/statement.js"></script>`,
  );
