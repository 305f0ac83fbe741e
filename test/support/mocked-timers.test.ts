import assert from 'node:assert/strict';
import { it } from 'node:test';
import './mocked-timers.ts';

it('a mock of timers keeps its own when one of an earlier mock is cleared', ({ mock: { timers } }) => {
  timers.enable({ apis: ['setTimeout'] });
  const ofEarlierMock = setTimeout(() => {}, 5000);
  timers.reset();
  timers.enable({ apis: ['setTimeout', 'setInterval'] });
  const fired: Array<string> = [];
  setTimeout(() => fired.push('first'), 300);
  const second = setTimeout(() => fired.push('second'), 300);
  const each = setInterval(() => fired.push('each'), 400);
  clearTimeout(ofEarlierMock);
  clearTimeout(second);
  timers.tick(900);
  clearInterval(each);
  timers.tick(900);
  assert.deepEqual(fired, ['first', 'each', 'each']);
});
