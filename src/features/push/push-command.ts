import { Command, Option } from 'commander';
import type { Cli } from '../../cli/cli.ts';
import { withServerOptions } from './open-server.ts';
import type { PushCommandOptions } from './run-push.ts';

export function pushCommand({ environment }: Cli): Command {
  return withServerOptions(new Command('push'))
    .description(
      'upload the statements and attachments of problem packages to a running server; unchanged files are skipped',
    )
    .argument(
      '<path...>',
      'folders, .zip or .tgz files in the format of ICPC/Kattis, DOMjudge, CMS, Polygon or sinol, or with PDFs named name.lang.pdf',
    )
    .option('--prefix <text>', 'text to put before every external id, such as "kattis:"')
    .addOption(
      new Option(
        '--id-from <folder|file>',
        'take external ids from the names of folders, or of archives and PDFs (default: as each format defines)',
      ).choices(['folder', 'file']),
    )
    .option(
      '--language <tag>',
      'language of statements that do not name theirs, such as "pl" (default: the language of the task, if it exists)',
    )
    .option('--keep-titles', 'do not change titles of existing tasks; PDFs without a package never do')
    .option(
      '--owner <person>',
      'owner of the tasks, besides the key: e-mail address, or ext: and the external id (repeatable)',
      (person: string, others: ReadonlyArray<string> = []) => [...others, person],
    )
    .option(
      '--reason <tag=text>',
      'why PDFs are replaced, shown to people who are reading them, such as "en=Sample 2 was wrong" (repeatable, one per language)',
      (line: string, others: ReadonlyArray<string> = []) => [...others, line],
    )
    .option('--dry-run', 'show what would be done, and change nothing')
    .option('--json', 'print JSON: one line per problem, and one with the totals')
    .addHelpText(
      'after',
      `
Example:
  $ lectern push problems/ --url https://lectern.example.org --key-file ~/.lectern-key --dry-run`,
    )
    .action(async (paths: ReadonlyArray<string>, options: PushCommandOptions) => {
      const { runPush } = await import('./run-push.ts');
      process.exitCode = await runPush(paths, options, environment);
    });
}
