import { Command } from 'commander';
import { aboutContest } from '../../cli/input.ts';
import { hint, print, printJson, printTable } from '../../cli/output.ts';
import { idOfReference } from '../../database/external-ids.ts';
import { isoTime } from '../../lib/clock.ts';
import { OperatorError } from '../../lib/errors.ts';
import type { FeatureCli } from '../feature.ts';

export function auditCommand(cli: FeatureCli): Command {
  const audit = new Command('audit').description(
    'prove from the audit log who was given which URL, and what changed access',
  );
  audit.addHelpText(
    'after',
    `
Examples:
  $ lectern audit export --contest 0198… ./contest     the log with the records of a contest
  $ lectern audit verify ./contest                     without the database and the network`,
  );
  audit
    .command('export')
    .description('write the log to a folder, with the records of one contest')
    .argument('<folder>', 'target folder; must be empty or not exist yet')
    .requiredOption('--contest <id>', aboutContest)
    .option('--json', 'print JSON')
    .addHelpText('after', '\nExample:\n  $ lectern audit export --contest 0198… ./contest')
    .action((folder: string, { contest, json }: { contest: string; json?: true }) =>
      cli.withCore(
        async (core) => {
          const { loggedTablesOf } = await import('./logged-tables.ts');
          const { openAuditLog } = await import('./open-audit-log.ts');
          const { exportLog } = await import('./export-log.ts');
          const contestId = await idOfReference(core.findExternal, 'contest', contest);
          await core.contests.find(contestId);
          const log = openAuditLog(core, loggedTablesOf(cli.features));
          const newest = await log.catchUp();
          if (newest === undefined) throw new OperatorError('The audit log is empty. Nothing was exported.');
          const { kysely } = core.database;
          const report = await exportLog(folder, { ...log, kysely, contestId, newest });
          if (json) return printJson(report);
          print(`${report.size} entries, ${report.disclosed} of them with the records of the contest.`);
          if (report.erased > 0) print(`${report.erased} entries had been erased.`);
          hint(`Verify the folder with: lectern audit verify ${folder}`);
        },
        { isExisting: true },
      ),
    );
  audit
    .command('verify')
    .description('verify an exported log, offline; exit code 1 if anything was changed, removed or withheld')
    .argument('<folder>', 'folder of the export')
    .option('--key <key>', 'trust only this key, as "lectern audit key" printed it; repeatable', collect)
    .option('--checkpoint <file>', 'also verify checkpoints that were kept elsewhere; repeatable', collect)
    .option('--json', 'print JSON')
    .addHelpText(
      'after',
      '\nExample:\n  $ lectern audit verify ./contest --checkpoint /mnt/elsewhere/checkpoints',
    )
    .action(
      async (
        folder: string,
        {
          key = [],
          checkpoint = [],
          json,
        }: { key?: ReadonlyArray<string>; checkpoint?: ReadonlyArray<string>; json?: true },
      ) => {
        const { LogUnreadable, verifyLog } = await import('lectern-audit-log');
        const report = await verifyLog(folder, key, checkpoint).catch((error: unknown) => {
          throw error instanceof LogUnreadable ? new OperatorError(error.message) : error;
        });
        if (report.problems.length > 0) process.exitCode = 1;
        if (json) return printJson(report);
        printTable(
          ['IN THE LOG', 'ENTRIES'],
          [...Object.entries(report.disclosed), ['(erased)', report.erased], ['(all)', report.size]].map(
            (row) => row.map(String),
          ),
        );
        const { id, entries, disclosed, erased } = report.contest;
        const alsoErased = erased === 0 ? '' : `, ${erased} erased`;
        print(`${disclosed} of ${entries} entries of contest ${id} disclosed${alsoErased}.`);
        if (report.untagged > 0)
          print(`${report.untagged} older entries have no tags. They may be of the contest too.`);
        for (const problem of report.problems) print(problem);
        for (const name of report.signedBy) {
          hint(
            `Signed by ${name}.${key.length === 0 ? ' Compare this with the key that you know, or pass --key.' : ''}`,
          );
        }
        if (report.problems.length === 0) hint(`The log fits all of its ${report.checkpoints} checkpoints.`);
      },
    );
  audit
    .command('key')
    .description('print the public keys of the log, the signing one last')
    .option('--new', 'create a new key, which signs from now on')
    .option('--json', 'print JSON')
    .addHelpText('after', '\nExample:\n  $ lectern audit key')
    .action(({ new: isNew, json }: { new?: true; json?: true }) =>
      cli.withCore(async (core) => {
        const { openAuditLog } = await import('./open-audit-log.ts');
        const { keys } = openAuditLog(core);
        const { kysely } = core.database;
        await kysely.transaction().execute((trx) => (isNew ? keys.create(trx) : keys.current(trx)));
        const all = (await keys.list(kysely)).map(({ verifierKey, createdAt }) => ({
          key: verifierKey,
          createdAt: isoTime(createdAt),
        }));
        if (json) printJson(all);
        else for (const { key } of all) print(key);
      }),
    );
  return audit;
}

const collect = (value: string, values: ReadonlyArray<string> = []) => [...values, value];
