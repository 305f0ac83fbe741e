import { apacheTime } from 'lectern-access-logs';
import { percentDecode } from 'lectern-signing';
import { externalIdOf, formatReference, parseExternalId } from '../../database/external-ids.ts';
import { parseIsoTime } from '../../lib/clock.ts';
import { LecternError } from '../../lib/errors.ts';
import type { PlatformDecision } from './compare-decisions.ts';

/** How a log has a platform's answers. */
export interface AnswerForm {
  /** With the named groups `task`, `reader`, `status` and `at`; default: lines are JSON objects with these members, or with `allowed`. */
  readonly pattern?: RegExp | undefined;
  /** HTTP statuses of answers that let someone read. */
  readonly allowed: ReadonlyArray<string>;
  /** HTTP statuses of answers that refuse. Others say nothing about a decision. */
  readonly refused: ReadonlyArray<string>;
}

/** A line that is no answer. */
export interface LeftOutLine {
  /** Counted from 1. */
  readonly line: number;
  /** Completes "The line …". */
  readonly why: string;
}

/** Far longer than a line of an access log. */
const maxLineLength = 64 * 1024;

/** Reads a log in constant memory. Empty lines are ignored. @param text in chunks of any size @param nowMs the time of answers without one */
export async function* readAnswers(
  text: AsyncIterable<string>,
  form: AnswerForm,
  nowMs: number,
): AsyncGenerator<PlatformDecision | LeftOutLine> {
  let [line, rest] = [0, ''];
  for await (const chunk of text) {
    const lines = (rest + chunk).split('\n');
    rest = (lines.pop() ?? '').slice(0, maxLineLength + 1);
    for (const each of lines) yield* readNext(each);
  }
  yield* readNext(rest);

  function* readNext(written: string) {
    line += 1;
    if (written.trim() === '') return;
    try {
      yield answerOf(membersOf(written.trimEnd(), form.pattern), form, nowMs);
    } catch (error) {
      if (!(error instanceof NoAnswer || error instanceof LecternError)) throw error;
      yield { line, why: error instanceof NoAnswer ? error.message : `is invalid: ${error.message}` };
    }
  }
}

class NoAnswer extends Error {}

type Members = Readonly<Record<string, unknown>>;

function membersOf(line: string, pattern: RegExp | undefined): Members {
  if (line.length > maxLineLength) throw new NoAnswer(`has more than ${maxLineLength} characters`);
  if (pattern) {
    const groups = pattern.exec(line)?.groups;
    if (!groups) throw new NoAnswer('does not match the pattern');
    // In a path.
    return { ...groups, task: percentDecode(groups['task'] ?? '') };
  }
  try {
    const value: unknown = JSON.parse(line);
    if (value instanceof Object) return value as Members;
  } catch {}
  throw new NoAnswer('is no JSON object');
}

function answerOf(
  { task, reader, at, ...answer }: Members,
  form: AnswerForm,
  nowMs: number,
): PlatformDecision {
  const id = textOf(task, 'task');
  return {
    taskId: formatReference(parseExternalId(externalIdOf(id) ?? id)),
    externalId: parseExternalId(textOf(reader, 'reader')),
    allowed: isAllowed(answer, form),
    atMs: at === undefined ? nowMs : timeOf(textOf(at, 'at')),
  };
}

function isAllowed({ allowed, status }: Members, form: AnswerForm): boolean {
  if (typeof allowed === 'boolean') return allowed;
  const text = textOf(status, 'status');
  if (form.allowed.includes(text)) return true;
  if (form.refused.includes(text)) return false;
  throw new NoAnswer(`has the status ${text}, which neither allows nor refuses`);
}

function textOf(value: unknown, name: string): string {
  if (typeof value === 'number' || (typeof value === 'string' && value !== '')) return String(value);
  throw new NoAnswer(`has no "${name}"`);
}

/** Seconds since 1970, the time of Apache's and nginx's logs, or RFC 3339. */
function timeOf(text: string): number {
  const ms = /^\d+(\.\d+)?$/.test(text) ? Math.floor(Number(text) * 1000) : apacheTime(text);
  return Number.isNaN(ms) ? parseIsoTime(text) : ms;
}
