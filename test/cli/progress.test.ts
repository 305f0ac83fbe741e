import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createProgressBar } from '../../src/cli/progress.ts';

function recordingStream(isTTY: boolean) {
  const written: Array<string> = [];
  const stream = { isTTY, write: (text: string) => written.push(text) } as unknown as NodeJS.WriteStream;
  return { stream, written };
}

describe('a progress bar', () => {
  it('shows each phase and its progress on a line on a terminal', () => {
    const { stream, written } = recordingStream(true);
    const { onProgress, end } = createProgressBar(stream);
    onProgress('rows', 0, 4);
    onProgress('rows', 4, 4);
    onProgress('files', 0, 0);
    end();
    const lines = written.join('').split('\n');
    assert.match(lines[0] ?? '', /^\r.*rows .*\[-{30}\] 0 %\r.*rows .*\[#{30}\] 100 %$/);
    assert.match(lines[1] ?? '', /^\r.*files .*\[#{30}\] 100 %$/);
    assert.equal(lines.length, 3);
  });

  it('shows nothing elsewhere', () => {
    const { stream, written } = recordingStream(false);
    const { onProgress, end } = createProgressBar(stream);
    onProgress('rows', 0, 4);
    end();
    assert.deepEqual(written, []);
  });
});
