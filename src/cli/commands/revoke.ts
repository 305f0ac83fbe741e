import { Command } from 'commander';
import { issueIdForm } from '../../core/issue/issue-id.ts';
import type { Core } from '../../core/open-core.ts';
import { idOfReference } from '../../database/external-ids.ts';
import { isoTime } from '../../lib/clock.ts';
import { OperatorError } from '../../lib/errors.ts';
import type { Cli } from '../cli.ts';
import { aboutPerson, aboutUrlArgument, urlArgument, urlFrom } from '../input.ts';
import { personText, print } from '../output.ts';
import { explainInvalid } from './urls.ts';

interface RevokeOptions {
  readonly user?: string;
  readonly task?: string;
}

export function revokeCommand(cli: Cli): Command {
  return new Command('revoke')
    .description('revoke signed URLs before they expire; running servers and nginx refuse them within 2 s')
    .argument(urlArgument, `URL to revoke, or its parameter "issue"; ${aboutUrlArgument}`)
    .option('--user <person>', `revoke all URLs of this person, for downloads and uploads: ${aboutPerson}`)
    .option(
      '--task <id>',
      'revoke all URLs of this task, given by its id, or ext: and its external id; in an object store its PDFs move to new keys',
    )
    .addHelpText(
      'after',
      '\nThis does not change access: people who may read a task can still get new URLs.\n' +
        '\nExamples:\n  $ xclip -o | lectern revoke\n  $ lectern revoke --user ann@example.org\n  $ lectern revoke --user ext:7',
    )
    .action(async (argument: string | undefined, { user, task }: RevokeOptions, command: Command) => {
      if ([argument, user, task].filter((each) => each !== undefined).length > 1) {
        command.error('error: give one of these: a URL, --user or --task');
      }
      const url = user === undefined && task === undefined ? await urlFrom(argument) : undefined;
      await cli.withCore(
        async (core) => {
          if (url !== undefined) await revokeUrl(core, url, cli.environment);
          if (user !== undefined) await revokeUser(core, user);
          if (task !== undefined) await revokeTask(core, task);
        },
        { isExisting: true },
      );
    });
}

async function revokeUrl(core: Core, url: string, environment: Cli['environment']): Promise<void> {
  const { storage, revocations, clock } = core;
  const content = issueIdForm.test(url) ? await recordOf(core, url) : storage.signer.readUrl(url);
  if ('failure' in content) {
    throw new OperatorError(`This URL cannot be revoked: ${explainInvalid(content, core, environment)}.`);
  }
  assertEmbedded(storage);
  const { objectKey, expiresAtMs } = content;
  if (expiresAtMs <= clock.nowMs()) return print(`It already expired at ${isoTime(expiresAtMs)}.`);
  await revocations.change((_transaction, revoke) => revoke.url(content, expiresAtMs));
  print(`Revoked: a URL of ${objectKey} that would have expired at ${isoTime(expiresAtMs)}.`);
}

async function recordOf({ issuedUrls }: Core, issueId: string) {
  const [record] = await issuedUrls.ofIssue(issueId);
  if (record) return { issueId, objectKey: record.objectKey, expiresAtMs: record.expiresAt };
  throw new OperatorError(
    `There is no record of the issue ${issueId}: it was not issued here, or its record was deleted. Pass the whole URL.`,
  );
}

async function revokeUser({ storage, accounts, revocations }: Core, person: string): Promise<void> {
  const account = await accounts.findPerson(person, 'anybody');
  assertEmbedded(storage);
  await revocations.change(async (_transaction, revoke) => {
    await revoke.readers([account.id]);
    await revoke.uploads({ uploadedBy: account.id });
  });
  print(`Revoked: all URLs of ${personText(account)}.`);
}

async function revokeTask(core: Core, reference: string): Promise<void> {
  const { storage, revocations, findExternal, moveDocuments } = core;
  const taskId = await idOfReference(findExternal, 'task', reference);
  const found = await revocations.change(async (_transaction, revoke) => {
    await revoke.uploads({ taskId });
    return revoke.tasks([taskId]);
  });
  if (found === 0)
    throw new OperatorError(`There is no task with the id ${reference}, or it was deleted. Check the id.`);
  if (storage.provider === 'embedded') return print(`Revoked: all URLs of the task ${reference}.`);
  const moved = await moveDocuments(taskId);
  const discarded = await revocations.change((_transaction, revoke) => revoke.discardMadeOf(taskId));
  for (const each of discarded) print(`Discarded: ${each}`);
  print(`Revoked: ${moved} of its PDFs moved to new keys, so the old URLs no longer work.`);
  if (storage.provider === 'cloudfront')
    print('CloudFront may have cached copies. Invalidate its cache now.');
}

/** @throws OperatorError if an object store serves the URLs, because it knows no revocations */
function assertEmbedded({ provider }: Core['storage']): void {
  if (provider === 'embedded') return;
  throw new OperatorError(
    `URLs of ${provider} cannot be revoked individually. Use "lectern revoke --task ID" to revoke all URLs of a task, or wait until they expire.`,
  );
}
