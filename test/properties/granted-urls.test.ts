import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { openTestApp } from '../support/app.ts';
import { runSeed } from '../support/sampled.ts';
import { sized } from '../support/test-size.ts';
import { unguarded } from '../support/unguarded.ts';
import { isOpen, modelGrounds } from './access-model.ts';
import { languagesOf, store, time, type World, world } from './access-world.ts';

const { core, clock, person, program } = await openTestApp();
const judge = await program(['grant'], 'Judge');

/** What a person gets who is granted a task until then, whatever else opens it to them. */
function expectedOf(
  { people, tasks }: World,
  { person: who, task: at, until }: { person: number; task: number; until: number | null },
  nowMs: number,
) {
  const task = tasks[at];
  if (people[who]?.disabled) return 'account-disabled';
  if (!task || task.deleted) return 'not-found';
  const granted = { kind: 'granted', opensAt: task.embargoUntil ?? 0, closesAt: until, through: null };
  if (isOpen(granted, nowMs)) return 'issued';
  return granted.opensAt > nowMs && isOpen(granted, granted.opensAt) ? 'not-open-yet' : 'closed';
}

describe('granted URLs, in any world', () => {
  it('end when the platform says, whatever else lets their readers read', async () => {
    /** How often each outcome was seen, and how often another ground was open then. */
    const seen = new Map<string, number>();
    const count = (outcome: string) => seen.set(outcome, (seen.get(outcome) ?? 0) + 1);
    const untils = fc.array(fc.option(time), { minLength: 24, maxLength: 24 });

    await fc.assert(
      fc.asyncProperty(world, time, untils, async (made, nowMs, ends) => {
        const { people, taskIds } = await store(core.database, made, person);
        for (const { id } of people) {
          await unguarded(core.database.kysely)
            .updateTable('user')
            .set({ externalId: id })
            .where('id', '=', id)
            .execute();
        }
        clock.set(nowMs);
        const asked = people.flatMap((_, who) =>
          taskIds.map((_id, at) => ({
            ...{ person: who, task: at },
            until: ends[who * taskIds.length + at] ?? null,
          })),
        );
        const { status, body } = await judge.send('POST /api/v1/granted-urls', {
          items: asked.map(({ person: who, task: at, until }) => ({
            taskId: taskIds[at],
            reader: { externalId: people[who]?.id },
            validUntil: until === null ? null : new Date(until).toISOString(),
          })),
        });
        assert.equal(status, 200);
        for (const [index, each] of asked.entries()) {
          const { outcome, problem, descriptionPdfUrl, descriptionPdfUrlExpiresAt } = body.items[index];
          const expected = expectedOf(made, each, nowMs);
          assert.equal(problem?.code ?? outcome, expected, JSON.stringify(each));
          const isOpenOtherwise = modelGrounds(made, each.person, each.task).some((ground) =>
            isOpen(ground, nowMs),
          );
          count(`${expected}, ${isOpenOtherwise ? 'open' : 'closed'} otherwise`);
          if (expected !== 'issued') continue;
          assert.equal(descriptionPdfUrl !== null, languagesOf(each.task).length > 0);
          if (descriptionPdfUrl === null || each.until === null) continue;
          assert.ok(Date.parse(descriptionPdfUrlExpiresAt) <= each.until, JSON.stringify(each));
        }
      }),
      { numRuns: sized(60, 300), seed: runSeed },
    );
    for (const outcome of [
      'closed, open otherwise',
      'not-open-yet, open otherwise',
      'issued, closed otherwise',
    ]) {
      assert.ok(seen.get(outcome), JSON.stringify([...seen]));
    }
  });
});
