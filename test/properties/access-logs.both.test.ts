import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { type LogFormatName, logFormats } from 'lectern-access-logs';
import { createImportDownloads, emptyReport } from '../../src/features/downloads/import-downloads.ts';
import { OperatorError } from '../../src/lib/errors.ts';
import { openTestApp } from '../support/app.ts';
import { bytesOf, openCorpus } from '../support/fuzz-corpus.ts';
import { issueRecord } from '../support/issue-record.ts';
import { logExamples } from '../support/log-examples.ts';
import { mutatedBytes } from '../support/mutated-bytes.ts';
import { byRunSeed } from '../support/sampled.ts';
import { sized } from '../support/test-size.ts';

const { core } = await openTestApp();
const importer = createImportDownloads(core);
for (const { download } of Object.values(logExamples)) {
  const { issueId = '', objectKey, expiresAtMs: expiresAt = 0 } = download;
  const prefix = (expiresAt / 1000).toString(36).padStart(7, '0');
  const record = objectKey === undefined ? { issueId } : { issueId: `${prefix}one`, objectKey, expiresAt };
  await core.issueRecorder.record(issueRecord(record));
}

const originals = Object.values(logExamples).map(({ heading = [], line }) =>
  Buffer.from([...heading, line, line].join('\n')),
);
const words = [
  ...['%', '%FF', '%00', '\0', '\r\n', '"', '""', '\\', '\\"', '[', ']', ';', ',', '\t', ' ', '-', '&amp;'],
  ...['{', '}', '[['.repeat(99), '\\ud800', '\\u0000', 'null', '1e999', '-1', '99999999999999999999'],
  ...['{"toString":1}', '{"bucket":', '\u00ef\u00bb\u00bf', '\u00ff', '275760-09-13T00:00:00Z', 'NaN'],
];
const corpus = openCorpus(bytesOf('txt'), { name: 'access-logs' });

/** Reads a log in small chunks, as from a pipe. @returns undefined if its format is not known */
async function importLog(text: string) {
  async function* chunks() {
    for (let at = 0; at < text.length; at += 1000) yield text.slice(at, at + 1000);
  }
  const report = emptyReport();
  try {
    await importer.import(
      { name: 'the log', text: chunks() },
      { format: undefined, isComplete: true },
      report,
    );
  } catch (error) {
    assert.ok(
      error instanceof OperatorError && /format of the log is not known/.test(error.message),
      String(error),
    );
    return undefined;
  }
  return report;
}

/** Before any changed one. */
const unchanged = await Promise.all(originals.map((original) => importLog(`${original}\n`)));

describe('an access log that was changed anywhere', () => {
  it('starts from logs of all formats, whose downloads are recorded', () => {
    for (const report of unchanged) {
      const { lines, imported, known } = report ?? emptyReport();
      assert.deepEqual({ lines, imported, known }, { lines: 2, imported: 1, known: 1 });
    }
  });

  it(`is read to its last line, and each line is counted once, by ${byRunSeed}`, async (test) => {
    const counts = { ...emptyReport(), unknown: 0 };
    await fc.assert(
      fc.asyncProperty(mutatedBytes(originals, words), async (bytes) => {
        const log = bytes.toString();
        const [name] =
          Object.entries(logFormats).find(([, { fits }]) =>
            fits(log.trimStart().split(/\r?\n/, 1)[0] ?? ''),
          ) ?? [];
        const last = name === undefined ? '' : logExamples[name as LogFormatName].line;
        const report = await importLog(`${log}\n${last}\n`);
        if (report === undefined) counts.unknown += 1;
        if (report === undefined || name === undefined) return;
        const { lines, firstUnreadable, unfinished, unreadable, other, ...downloads } = report;
        const all = Object.values(downloads).reduce((sum, count) => sum + count);
        assert.equal(all + other + unreadable, lines);
        assert.deepEqual([unfinished, firstUnreadable !== null], [0, unreadable > 0]);
        // A changed heading moves the columns.
        if (logExamples[name as LogFormatName].heading === undefined) assert.ok(all > 0, 'the last line');
        for (const each of ['unreadable', 'other', 'imported', 'known', 'unmatched'] as const) {
          counts[each] += report[each];
        }
      }),
      corpus.parameters(sized(500, 50_000)),
    );
    test.diagnostic(JSON.stringify(counts));
  });
});
