import assert from 'node:assert/strict';
import { after, describe, it } from 'node:test';
import { createPdfExaminer, limitsFor, type PdfExaminer } from '../../src/pdf/examiner.ts';
import type { PdfExamination } from '../../src/pdf/pdf-examination.ts';
import { activePdfs, brokenPdfs, costlyPdfs, type HostilePdf } from '../support/hostile-pdfs.ts';
import { onePage } from '../support/plain-pdf.ts';

const [active, broken, costly] = [activePdfs(), brokenPdfs(), costlyPdfs()];
const limits = { ...limitsFor(2 ** 20), maxCpuMs: 1000 };
const honest = onePage();

function open(with_ = limits): PdfExaminer {
  const examiner = createPdfExaminer(with_);
  after(() => examiner.close());
  return examiner;
}

const examine = (examiner: PdfExaminer, bytes: Buffer): Promise<PdfExamination> =>
  examiner.examine<never>(bytes.length, async (write) => {
    await write(bytes.subarray(0, 1000));
    for (let at = 1000; at < bytes.length; at += 1000) await write(bytes.subarray(at, at + 1000));
    return undefined;
  });

async function assertFound(examiner: PdfExaminer, { name, bytes, pages, finds }: HostilePdf): Promise<void> {
  assert.deepEqual(await examine(examiner, bytes), { pages, findings: finds }, name);
  assert.deepEqual(await examine(examiner, honest), { pages: 1, findings: [] }, `the file after: ${name}`);
}

describe('an examination of PDFs', () => {
  const examiner = open();

  for (const hostile of active) {
    it(`reports ${hostile.name} (${hostile.source})`, () => assertFound(examiner, hostile));
  }

  for (const hostile of broken) {
    it(`recognizes a file with ${hostile.name} (${hostile.source})`, () => assertFound(examiner, hostile));
  }

  for (const hostile of costly) {
    it(`ends for ${hostile.name} (${hostile.source})`, async () => {
      assert.ok(hostile.bytes.length < 500_000, `${hostile.bytes.length} bytes`);
      await assertFound(examiner, hostile);
    });
  }

  it('ends a process that takes too much memory', async () => {
    const patient = open({ maxBytes: 200 * 2 ** 20, maxCpuMs: 600_000 });
    const [bomb] = costly as [HostilePdf];
    await assertFound(patient, bomb);
  });

  it('answers immediately for an empty file', async () => {
    assert.deepEqual(await examine(examiner, Buffer.alloc(0)), { pages: null, findings: ['pdf-unreadable'] });
  });

  it("returns its caller's answer when the file is not the expected one, and works afterwards", async () => {
    const answer = await examiner.examine(1000, async (write) => {
      await write(Buffer.alloc(10));
      return 'another file';
    });
    assert.equal(answer, 'another file');
    assert.deepEqual(await examine(examiner, honest), { pages: 1, findings: [] });
  });

  it('skips a file whose size takes more than four bytes, which is still read', async () => {
    let isRead = false;
    const found = await examiner.examine(2 ** 32, async (write) => {
      await write(Buffer.alloc(1000));
      isRead = true;
      return undefined;
    });
    assert.deepEqual([found, isRead], [{ pages: null, findings: ['pdf-not-examined'] }, true]);
  });

  it('reports that a file could not be read, and works afterwards', async () => {
    const failing = examiner.examine(1000, () => Promise.reject(new Error('the storage is away')));
    await assert.rejects(failing, /away/);
    assert.deepEqual(await examine(examiner, honest), { pages: 1, findings: [] });
  });

  it('has no result when the program ends first', async () => {
    const ending = open({ ...limits, maxCpuMs: 600_000 });
    const endless = costly.find(({ name }) => name.startsWith('a tree of ten')) as HostilePdf;
    const arrived = Promise.withResolvers<void>();
    const asked = ending.examine(endless.bytes.length, async (write) => {
      await write(endless.bytes);
      arrived.resolve();
      return undefined;
    });
    const refused = assert.rejects(asked, { code: 'unavailable' });
    await arrived.promise;
    await ending.close();
    await refused;
  });
});
