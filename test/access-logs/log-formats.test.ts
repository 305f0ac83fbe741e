import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { type LogFormatName, logFormats } from 'lectern-access-logs';
import { logExamples } from '../support/log-examples.ts';

describe('the format of an access log', () => {
  for (const [name, { heading = [], line, download }] of Object.entries(logExamples)) {
    it(`of ${name} is recognized by its first line, and names the download`, () => {
      const [first = line] = heading;
      const fitting = Object.entries(logFormats).flatMap(([each, { fits }]) => (fits(first) ? [each] : []));
      assert.deepEqual(fitting, [name]);
      const read = logFormats[name as LogFormatName].open();
      for (const each of heading) assert.equal(read(each), null);
      assert.deepEqual(read(line)?.download, download);
      assert.equal(read(line)?.atMs, download.atMs);
    });

    it(`of ${name} names no download in a refused request, an upload or a broken line`, () => {
      const read = logFormats[name as LogFormatName].open();
      for (const each of heading) read(each);
      const refused = line.replace(/(\b|")(200|206)(\b|")/, '$1403$3');
      const uploaded = line.replace('GetBlob', 'PutBlob').replaceAll(/\bGET\b/g, 'PUT');
      assert.notEqual(refused, line);
      assert.equal(read(refused)?.download, undefined, 'refused');
      if (uploaded !== line) assert.equal(read(uploaded)?.download, undefined, 'uploaded');
      assert.equal(read(line.slice(0, 30))?.download, undefined, 'cut off');
      assert.equal(read('nonsense')?.download, undefined, 'nonsense');
    });
  }
});
