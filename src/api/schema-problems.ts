import type { FastifySchemaValidationError } from 'fastify';
import type { FieldProblem, RowProblem } from '../lib/row-problems.ts';
import { sha256Pattern, timeForm } from './schemas.ts';

/** Turns ajv's errors into problems with messages of Lectern. */

type Found = FastifySchemaValidationError;

/** Problems of rows; undefined if anything else is wrong. */
export function rowProblemsOf(found: ReadonlyArray<Found>): ReadonlyArray<RowProblem> | undefined {
  const problems: Array<RowProblem> = [];
  for (const each of found) {
    const place = placeOf(each);
    if (place === undefined) return undefined;
    const { field, ...problem } = problemOf(each);
    const path = [...place.path, ...(field === null ? [] : [field])].join('.');
    problems.push({ row: place.row, field: path === '' ? null : path, ...problem });
  }
  return problems;
}

/** The row, counted from 1, of a list directly in the body, and the path within it. */
function placeOf({ keyword, instancePath, params }: Found) {
  const [, list, row, ...path] = instancePath.split('/').map(unescapePointer);
  if (list === undefined) return undefined;
  if (keyword === 'uniqueItems' && row === undefined) return { row: 1 + alike(params)[1], path: [] };
  return row !== undefined && /^\d+$/.test(row) ? { row: Number(row) + 1, path } : undefined;
}

/** The indexes of two equal items, the lower one first. */
function alike(params: Found['params']): readonly [number, number] {
  const [i, j] = [Number(params['i']), Number(params['j'])];
  return [Math.min(i, j), Math.max(i, j)];
}

/** RFC 6901. */
const unescapePointer = (part: string) => part.replaceAll('~1', '/').replaceAll('~0', '~');

/** Each problem with its path. */
export const describeFound = (found: ReadonlyArray<Found>, context: string | undefined): string =>
  found
    .map((each) => {
      const { field, code, message } = problemOf(each);
      if (code === 'unknown' && context === 'querystring')
        return `Unknown query parameter ${quoted([field])}. Remove it, or correct its name.`;
      const path = `${context}${each.instancePath}${field === null ? '' : `/${field}`}`;
      return `"${path}": ${message}`;
    })
    .join(' ');

const forms: Readonly<Record<string, string>> = {
  [timeForm.pattern]: 'a time such as 2026-11-24T12:00:00Z',
  [timeForm.format]: 'a time such as 2026-11-24T12:00:00Z',
  [sha256Pattern]: 'a SHA-256 in lower-case hexadecimal',
  email: 'an e-mail address',
};

const quoted = (words: ReadonlyArray<unknown>) => words.map((word) => JSON.stringify(word)).join(', ');
const counted = (count: number, noun: string) => `${count} ${noun}${count === 1 ? '' : 's'}`;

/** The problem at the path that ajv names, or at a property of it. */
function problemOf({ keyword, params, message = 'is wrong' }: Found): FieldProblem {
  const limit = Number(params['limit']);
  switch (keyword) {
    case 'required':
      return {
        field: String(params['missingProperty']),
        code: 'missing',
        message: 'This is required. Add it.',
      };
    case 'additionalProperties':
      return {
        field: String(params['additionalProperty']),
        code: 'unknown',
        message: 'There is no such field. Remove it, or correct its name.',
      };
    case 'type':
      return { field: null, code: 'type', message: typeMessage(params['type']) };
    case 'enum': {
      const allowed = params['allowedValues'] as ReadonlyArray<unknown>;
      return { field: null, code: 'choice', message: `Use one of ${quoted(allowed)}.`, allowed };
    }
    case 'const': {
      const allowed = [params['allowedValue']];
      return { field: null, code: 'choice', message: `Only ${quoted(allowed)} is allowed.`, allowed };
    }
    case 'minLength':
    case 'minItems':
    case 'minProperties':
      return {
        field: null,
        code: 'length',
        min: limit,
        message: `Use at least ${counted(limit, unitOf(keyword))}.`,
      };
    case 'maxLength':
    case 'maxItems':
    case 'maxProperties':
      return {
        field: null,
        code: 'length',
        max: limit,
        message: `Use at most ${counted(limit, unitOf(keyword))}.`,
      };
    case 'minimum':
      return { field: null, code: 'range', message: rangeMessage('at least', limit), min: limit };
    case 'maximum':
      return { field: null, code: 'range', message: rangeMessage('at most', limit), max: limit };
    case 'pattern':
    case 'format': {
      const form = String(params[keyword]);
      return {
        field: null,
        code: 'format',
        message: `Use ${forms[form] ?? `a text that matches ${form}`}.`,
      };
    }
    case 'uniqueItems':
      return {
        field: null,
        code: 'repeated',
        message: `This is the same as row ${1 + alike(params)[0]}. Remove one of them.`,
      };
    default:
      return { field: null, code: 'invalid', message: `The value ${message}. Correct it.` };
  }
}

const units = { Length: 'character', Items: 'item', Properties: 'field' } as const;
const unitOf = (keyword: string) => units[keyword.slice(3) as keyof typeof units];

const losesDigits = 'JSON numbers lose digits beyond 2^53 - 1. Send the id as a string.';

/** Only external ids can be that large. */
const rangeMessage = (which: string, limit: number) =>
  Math.abs(limit) === Number.MAX_SAFE_INTEGER ? losesDigits : `Use ${which} ${limit}.`;

function typeMessage(type: unknown): string {
  const types = [type].flat().map((each) => typeNames[String(each)] ?? String(each));
  return `Use ${types.join(' or ')}.`;
}

const typeNames: Readonly<Record<string, string>> = {
  string: 'a string',
  integer: 'an integer',
  number: 'a number',
  boolean: 'true or false',
  array: 'a list',
  object: 'an object',
  null: 'null',
};
