import { describe, it } from 'node:test';
import { putManyMembers } from '../../contracts/many-members.ts';
import { assertProblem, openTestApp } from '../../support/app.ts';

const { program } = await openTestApp();
const judge = await program();

describe('members that are put', () => {
  it('are 10,000 at a time, and none when one of them is wrong', async () => {
    const { put, members } = await putManyMembers(judge, 10_000);
    assertProblem(await put([...members, { externalId: 'x' }]), 400, 'request-invalid');
  });
});
