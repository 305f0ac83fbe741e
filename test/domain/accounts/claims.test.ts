import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { isVerified, readEmail, readName, roleFor } from '../../../src/domain/accounts/claims.ts';

describe('the claims of another server', () => {
  it('verify an address only with `true`, which some providers send as a string', () => {
    for (const claim of [true, 'true']) assert.equal(isVerified(claim), true, String(claim));
    for (const claim of [undefined, false, 'false', 'yes', 0, 1, null, 'TRUE', [true], {}]) {
      assert.equal(isVerified(claim), false, JSON.stringify(claim));
    }
  });

  it('have an address in canonical form, or none', () => {
    assert.equal(readEmail('Grace@Example.org'), 'grace@example.org');
    for (const claim of [undefined, '', 'ann', `${'a'.repeat(300)}@example.org`, 5]) {
      assert.equal(readEmail(claim), undefined, String(claim));
    }
  });

  it('may have a name of any length and characters, of which is kept what a name can contain', () => {
    assert.equal(readName(`x${'𝒜'.repeat(150)}`), `x${'𝒜'.repeat(99)}`);
    assert.equal(readName(' Ann\n\u0000 Example '), 'Ann Example');
    for (const claim of [' ', '', 5, undefined]) assert.equal(readName(claim), undefined, String(claim));
  });

  it('give the highest role of any value, compared exactly', () => {
    const roles = { teacher: ['staff', 'tutors'], admin: ['operators'] };
    for (const [values, role] of [
      [['pupils', 'tutors'], 'teacher'],
      [['tutors', 'operators'], 'admin'],
      [['staff '], 'student'],
      [[], 'student'],
    ] as const) {
      assert.equal(roleFor(values, roles), role, values.join());
    }
  });
});
