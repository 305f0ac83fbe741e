import { openAsBlob } from 'node:fs';
import { basename } from 'node:path';
import { createLecternClient, LecternApiError } from '../../client/src/index.ts';
import { type CallResult, clientLibraryContract, type Session } from '../contracts/client-library.ts';

// biome-ignore lint/suspicious/noExplicitAny: the calls of the contract have no types
type Untyped = any;

async function run({ baseUrl, token, timeoutSeconds = 15, calls }: Session) {
  const client = createLecternClient({ baseUrl, token, timeoutMs: timeoutSeconds * 1000 });
  const results: Array<CallResult> = [];
  for (const call of calls) {
    try {
      results.push({ result: await callOf(client, call) });
    } catch (error) {
      if (!(error instanceof LecternApiError)) throw error;
      const { code, message: detail, status, requestId = '', facts } = error;
      results.push({ error: { code, detail, status, requestId, facts } });
    }
  }
  return { results };
}

async function callOf(client: Untyped, { call, path, values, ...options }: Untyped): Promise<unknown> {
  const { wishes, contestId, taskId, file, ...others } = options;
  switch (call) {
    case 'uploadDocument':
      return client.uploadDocument(taskId, {
        ...others,
        fileName: basename(file),
        pdf: await openAsBlob(file),
      });
    case 'grantUrls':
      return (await client.grantUrls(wishes)).map((each: Untyped) => ({
        ...{ outcome: each.outcome, task: each.taskExternalId ?? '', url: each.descriptionPdfUrl ?? '' },
        problem: each.problem?.code,
      }));
    case 'syncContest': {
      const { contest, putTasks, tasks, participants, groups } = await client.syncContest(contestId, others);
      const putOutcomes = putTasks.map(({ outcome }: Untyped) => outcome);
      return {
        ...{ contest: contest.outcome, putTasks: putOutcomes },
        ...{ tasks: countsOf(tasks), participants: countsOf(participants), groups: countsOf(groups) },
      };
    }
    case 'removeDeleted': {
      const { kind, ...listed } = others;
      return removalOf(await client.removeDeleted(kind, listed));
    }
    case 'pages': {
      const pages = [];
      for await (const { items } of client.pages(path, { ...options, path: values })) pages.push(items);
      return pages;
    }
    default:
      return client[call](path, { ...options, path: values });
  }
}

function removalOf({ removed, remaining, kept, removals, losesAccess }: Untyped) {
  return { removed, remaining, kept, named: removals.length, told: losesAccess?.count ?? null };
}

function countsOf(changes: Untyped) {
  if (!changes) return null;
  const { added, changed, removed, unchanged } = changes;
  return { added, changed, removed, unchanged };
}

clientLibraryContract({ language: 'TypeScript', run });
