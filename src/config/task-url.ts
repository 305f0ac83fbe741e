import { percentEncode } from 'lectern-signing';
import { isProtected, protectedAddress } from './remote-address.ts';

const names = ['externalId', 'taskId'] as const;
const placeholder = /\{(\w+)\}/g;
const example = 'like https://judge.example.org/tasks/{externalId}';

/**
 * Validates LECTERN_TASK_URL: the platform's address of a task, with `{externalId}` or `{taskId}` where an id belongs. An id can't change
 * the host, because placeholders are allowed only after it.
 * @throws Error whose message completes "VARIABLE must be …"
 */
export function parseTaskUrl(text: string): string {
  const found = [...text.matchAll(placeholder)];
  const unknown = found.find(([, name]) => !names.some((known) => known === name));
  if (unknown) throw new Error(`a URL with no placeholders but {externalId} and {taskId}, ${example}`);
  if (found.length === 0) throw new Error(`a URL with {externalId} or {taskId} in it, ${example}`);
  const url = URL.parse(text.replaceAll(placeholder, 'id'));
  const isPlain = url && /^https?:$/.test(url.protocol) && !url.username && !url.password;
  if (!isPlain || /[{}\s]/.test(text.replaceAll(placeholder, ''))) throw new Error(`a URL, ${example}`);
  if (!/^https?:\/\/[^/?#{}\\]+\/[^{}]*\{/i.test(text)) {
    throw new Error(`a URL with its placeholders after the host and a "/", ${example}`);
  }
  if (!isProtected(url)) throw new Error(protectedAddress);
  return text;
}

/** The platform's address of a task. Ids are percent-encoded (RFC 3986 §2.1), so that they stay within one segment or value. */
export function taskUrlOf(template: string, task: Readonly<Record<(typeof names)[number], string>>): string {
  return new URL(
    template.replaceAll(placeholder, (_, name: (typeof names)[number]) => percentEncode(task[name])),
  ).href;
}
