import assert from 'node:assert/strict';
import { after, describe, it } from 'node:test';
import {
  announce,
  complete,
  createClient,
  createOpenTask,
  download,
  expect200,
  pdfOfSize,
  sha256,
  signIn,
  upload,
} from '../support/api-client.ts';
import { activePdfs, brokenPdfs, costlyPdfs, type HostilePdf } from '../support/hostile-pdfs.ts';
import { startServer, waitUntil } from '../support/server-process.ts';
import { sized } from '../support/test-size.ts';
import { upTo } from '../support/up-to.ts';

type Uploaded = Pick<HostilePdf, 'name' | 'bytes' | 'finds'>;

const uploadsAtOnce = 8;
const good: Uploaded = { name: 'a good PDF', bytes: pdfOfSize(20_000), finds: [] };
/** One of each in turn: what takes too much to open, what is broken or does something, and what teachers upload. */
const kinds: ReadonlyArray<ReadonlyArray<Uploaded>> = [
  costlyPdfs(),
  [...brokenPdfs(), ...activePdfs()],
  [good],
];
const files = Array.from({ length: sized(16, 400) }, (_, at) => {
  const kind = kinds[at % kinds.length] as ReadonlyArray<Uploaded>;
  return kind[Math.floor(at / kinds.length) % kind.length] as Uploaded;
});

/** Why a complete file is refused, from the description of `completeUpload` in openapi.json. */
const refusals = ['pdf-password', 'pdf-unreadable', 'pdf-empty'];

describe(`${files.length} PDFs, many of them bombs, that are uploaded ${uploadsAtOnce} at once`, async () => {
  const server = await startServer('demo');
  after(() => server.end());
  const { apiUrl } = server;
  const [teacher, student] = [await signIn(apiUrl, 'teacher'), await signIn(apiUrl, 'student')];
  const created = await server.lectern(['api-keys', 'create', '--name', 'bombs', '--scopes', 'upload']);
  /** A person's requests would wait for each other. */
  const program = createClient(apiUrl, created.stdout.trim());
  const quiet = await createOpenTask(teacher, 'Read by everyone');
  await upload(teacher, quiet, good.bytes);

  /** The codes that an examination reports for the current PDF of a task. */
  async function examine(taskId: string): Promise<ReadonlyArray<string>> {
    const path = `/api/v1/tasks/${taskId}/documents/en/examination`;
    const { findings } = expect200(await teacher.get<{ findings: ReadonlyArray<{ code: string }> }>(path));
    return findings.map(({ code }) => code);
  }

  /** @returns whether it was accepted; anything but that and a documented refusal of this file fails */
  async function isAccepted(taskId: string, { name, bytes, finds }: Uploaded): Promise<boolean> {
    const announced = await announce(program, taskId, bytes);
    assert.equal(announced.status, 201, `${name}: ${announced.text}`);
    const { versionId, uploadUrl, uploadHeaders } = announced.body;
    const body = Uint8Array.from(bytes);
    const put = await fetch(uploadUrl, { method: 'PUT', headers: uploadHeaders, body });
    assert.ok(put.ok, `${name}: ${put.status} ${await put.text()}`);
    const completed = await complete(program, taskId, versionId);
    if (completed.status !== 200) {
      const expected = finds.find((code) => refusals.includes(code));
      assert.deepEqual([completed.status, completed.body.code], [422, expected], name);
      return false;
    }
    const unforeseen = (await examine(taskId)).filter(
      (code) => ![...finds, 'pdf-not-examined', 'pdf-not-examined-yet'].includes(code),
    );
    assert.deepEqual(unforeseen, [], name);
    return true;
  }

  it('are each accepted or refused as documented, while a reader always gets another PDF', async (test) => {
    const waiting = files.values();
    const counts = { accepted: 0, refused: 0, reads: 0 };
    let uploading = uploadsAtOnce;

    async function uploadOneByOne(): Promise<void> {
      const taskId = await createOpenTask(teacher, 'Bombs');
      let current: Buffer | undefined;
      try {
        for (const file of waiting) {
          const accepted = await isAccepted(taskId, file);
          if (accepted) current = file.bytes;
          counts[accepted ? 'accepted' : 'refused'] += 1;
        }
      } finally {
        uploading -= 1;
      }
      if (current) assert.equal(sha256(await download(await student.freshUrl(taskId))), sha256(current));
    }

    async function read(): Promise<void> {
      const bound = upTo(1_000_000);
      while (uploading > 0 && bound()) {
        const { descriptionPdfUrl } = await student.task(quiet);
        assert.equal(sha256(await download(descriptionPdfUrl as string)), sha256(good.bytes));
        expect200(await createClient(apiUrl).get('/readyz'));
        counts.reads += 1;
      }
    }

    await Promise.all([read(), ...Array.from({ length: uploadsAtOnce }, uploadOneByOne)]);
    test.diagnostic(JSON.stringify(counts));
    assert.equal(counts.accepted + counts.refused, files.length);
  });

  it('do not keep a good PDF after them from being examined and read', async () => {
    const taskId = await createOpenTask(teacher, 'After the bombs');
    await upload(teacher, taskId, good.bytes);
    await waitUntil('a good PDF to be examined', async () => (await examine(taskId)).length === 0);
    assert.equal(sha256(await download(await student.freshUrl(taskId))), sha256(good.bytes));
  });

  it('end no process of the server, and log no failure', async () => {
    assert.equal((await server.stop()).code, 0);
    assert.doesNotMatch(server.output(), /"level":50/);
  });
});
