import { basename } from 'node:path';
import { Command, InvalidArgumentError } from 'commander';
import type { InvalidUrl } from 'lectern-signing';
import { issueIdForm } from '../../core/issue/issue-id.ts';
import type { IssuedUrl } from '../../core/issue/issue-record.ts';
import type { Core } from '../../core/open-core.ts';
import { isoTime } from '../../lib/clock.ts';
import { OperatorError } from '../../lib/errors.ts';
import type { UrlContent } from '../../storage/document-signer.ts';
import { parseObjectKey } from '../../storage/object-key.ts';
import type { Cli } from '../cli.ts';
import { aboutUrlArgument, urlArgument, urlFrom } from '../input.ts';
import { hint, idsText, print, printJson } from '../output.ts';

/** As for the server: from one second to one hour. */
function parseTtl(text: string): number {
  const ttlSeconds = Number(text);
  if (Number.isInteger(ttlSeconds) && ttlSeconds >= 1 && ttlSeconds <= 3600) return ttlSeconds;
  throw new InvalidArgumentError('Use whole seconds from 1 to 3600.');
}

export function signCommand(cli: Cli): Command {
  return new Command('sign')
    .description('sign a URL for a stored file; it is recorded like every other URL')
    .argument('<key>', 'object key of the file in the storage')
    .option('--name <file name>', 'file name that the reader sees (default: the last part of the key)')
    .option(
      '--ttl <seconds>',
      'lifetime in seconds, from 1 to 3600 (default: SIGNED_URL_TTL_SECONDS)',
      parseTtl,
    )
    .option('--download', 'make browsers save the file instead of showing it')
    .addHelpText('after', '\nExample:\n  $ curl -O "$(lectern sign documents/3k/….pdf)"')
    .action((text: string, options: { name?: string; ttl?: number; download?: true }) =>
      cli.withCore(
        async ({ driver, issueForOperator, config }) => {
          const objectKey = parseObjectKey(text);
          if (!(await driver.head(objectKey))) {
            throw new OperatorError(
              `The storage has no file with the key ${objectKey}. Check the key; records of issued URLs have it as objectKey.`,
            );
          }
          const signed = await issueForOperator({
            objectKey,
            fileName: options.name ?? basename(objectKey),
            disposition: options.download ? 'attachment' : 'inline',
            ttlSeconds: options.ttl ?? config.signedUrlTtlSeconds,
          });
          hint(`Expires at ${isoTime(signed.expiresAtMs)}.`);
          print(signed.url);
        },
        { isExisting: true },
      ),
    );
}

export function verifyCommand(cli: Cli): Command {
  return new Command('verify')
    .description('check whether a signed URL is valid now; exit code 1 if not')
    .argument(urlArgument, aboutUrlArgument)
    .option('--json', 'print JSON')
    .addHelpText('after', '\nExample:\n  $ xclip -o | lectern verify')
    .action(async (argument: string | undefined, { json }: { json?: true }) => {
      const url = await urlFrom(argument);
      await cli.withCore(
        async (core) => {
          const { storage, revocations, clock } = core;
          const content = storage.signer.readUrl(url);
          const invalid = 'failure' in content;
          const expired = !invalid && content.expiresAtMs <= clock.nowMs();
          await revocations.load();
          const revoked = !invalid && revocations.isRevoked(content);
          if (invalid || expired || revoked) process.exitCode = 1;
          if (json) return printJson(invalid ? content : { ...content, expired, revoked });
          if (invalid) return print(`invalid: ${explainInvalid(content, core, cli.environment)}`);
          const state = expired ? 'expired' : revoked ? 'revoked' : 'valid';
          return print(`${state}: ${describeContent(content)}`);
        },
        { isExisting: true },
      );
    });
}

export function traceCommand(cli: Cli): Command {
  return new Command('trace')
    .description('show who got a signed URL, even an expired one; exit code 1 if it cannot be traced')
    .argument(
      urlArgument,
      `URL, or its parameter "issue" if the key that signed it was removed; ${aboutUrlArgument}`,
    )
    .option('--json', 'print JSON')
    .addHelpText('after', '\nExample:\n  $ lectern trace < leaked-url.txt')
    .action(async (argument: string | undefined, { json }: { json?: true }) => {
      const asked = await urlFrom(argument);
      await cli.withCore(
        async (core) => {
          const traced = issueIdForm.test(asked) ? await core.traceIssue(asked) : await core.trace(asked);
          if ('failure' in traced || traced.issues.length === 0) process.exitCode = 1;
          if (json) return printJson(traced);
          if ('failure' in traced) return print(`invalid: ${explainInvalid(traced, core, cli.environment)}`);
          const { issues, content, expired, revoked } = traced;
          const ended = expired ? ' (expired)' : revoked ? ' (revoked)' : '';
          if (issues.length === 0) {
            return print(
              content
                ? `valid signature, but no record: ${describeContent(content)}${ended}`
                : `no record of the issue ${asked}: it was not issued here, or its record was deleted`,
            );
          }
          if (!content)
            hint(
              'This is the record of the issue id. It does not prove that the URL is genuine: anyone can write an id.',
            );
          for (const [at, issue] of issues.entries()) {
            if (at > 0) print('');
            print(`issue    ${issue.issueId}`);
            print(`reader   ${readerText(issue)}`);
            if (issue.issuer !== null) print(`issuer   ${issue.issuer}`);
            if (issue.apiKeyId !== null)
              print(`key      ${issue.apiKeyName ?? '(deleted)'} (${issue.apiKeyId})`);
            print(`ground   ${issue.ground}`);
            if (issue.taskId)
              print(
                `task     ${issue.title ?? '(deleted)'} (${idsText(issue.taskId, issue.taskExternalId)})`,
              );
            print(`object   ${issue.objectKey}`);
            print(`issued   ${isoTime(issue.issuedAt)}`);
            print(`expires  ${isoTime(issue.expiresAt)}${ended}`);
            print(`opened   ${describeReads(issue)}`);
          }
        },
        { isExisting: true },
      );
    });
}

function describeReads({ opened, firstReadAt, lastReadAt, requests, bytes, wholeFile }: IssuedUrl): string {
  if (firstReadAt === null || lastReadAt === null) {
    return opened === 'no' ? 'no' : 'unknown: no record of downloads covers this time';
  }
  const until = lastReadAt === firstReadAt ? '' : ` to ${isoTime(lastReadAt)}`;
  const whole = wholeFile === 'yes' ? ', the whole file' : '';
  return `${isoTime(firstReadAt)}${until}: ${requests} request(s), ${bytes} bytes${whole}`;
}

function readerText({ principalId, email, name, userExternalId }: IssuedUrl): string {
  if (principalId === null) return 'an operator, on the command line';
  return `${email ?? name ?? '(deleted)'} (${idsText(principalId, userExternalId)})`;
}

function describeContent({ kind, objectKey, issueId, expiresAtMs }: UrlContent): string {
  const what = kind === 'download' ? `GET ${objectKey}` : `PUT ${objectKey}`;
  return `${what}${issueId ? `, issue ${issueId}` : ''}, until ${isoTime(expiresAtMs)}`;
}

/** Signing keys come from one of these, or from the data folder. */
const keySources = ['LECTERN_SIGNING_KEYS_SECRET', 'LECTERN_SIGNING_KEYS_FILE', 'LECTERN_SIGNING_KEYS'];

/** Explains why a URL is not valid, with settings of the server that may be missing here. */
export function explainInvalid(
  { reason }: InvalidUrl,
  { config, storage }: Pick<Core, 'config' | 'storage'>,
  environment: Cli['environment'],
): string {
  const unset = (variables: ReadonlyArray<string>) => variables.filter((each) => !environment[each]);
  switch (reason) {
    case 'outside-files-url': {
      const missing = config.storage.kind === 'file' ? unset(['LECTERN_FILES_URL', 'LECTERN_STORAGE']) : [];
      const hint = missing.length > 0 ? `; set ${missing.join(' and ')} here if the server has them` : '';
      return `it does not begin with ${storage.publicUrl}${hint}`;
    }
    case 'malformed':
      return 'it is not a signed URL; check that it is complete and unchanged';
    case 'key-unknown': {
      const hint =
        unset(keySources).length === keySources.length
          ? `; set ${keySources.join(' or ')} here if the server has it`
          : '';
      return `its signing key is unknown here, or was removed${hint}; to see who got it, run "lectern trace" with its parameter "issue"`;
    }
    default:
      return 'the signature does not match: the URL was changed, or another installation signed it';
  }
}
