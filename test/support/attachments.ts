import assert from 'node:assert/strict';
import type { Core } from '../../src/core/open-core.ts';
import { type Person, sha256, store } from './app.ts';

/** An empty archive. */
export const zip = Buffer.from('504b0506000000000000000000000000000000000000', 'hex');

interface Given {
  readonly fileName?: string;
  readonly bytes?: Buffer;
  readonly kind?: 'attachment' | 'editorial';
  readonly opensAt?: string | null;
}

/** Adds attachments to tasks as their owner. */
export function attachAs(owner: Pick<Person, 'send'>, core: Core) {
  /** Announces a file and stores it; completing is left to the test. */
  async function upload(taskId: string, { fileName = 'samples.zip', bytes = zip, ...opening }: Given = {}) {
    const file = { fileName, size: bytes.length, sha256: sha256(bytes), ...opening };
    const { status, body } = await owner.send(`POST /api/v1/tasks/${taskId}/attachments`, file);
    assert.equal(status, 201, JSON.stringify(body));
    await store(core, await core.versions.find(taskId, body.upload.versionId), bytes);
    const versionId: string = body.upload.versionId;
    const complete = `POST /api/v1/tasks/${taskId}/documents/${versionId}/complete`;
    const { attachmentId } = await core.versions.find(taskId, versionId);
    assert.ok(attachmentId);
    return { attachmentId, versionId, complete };
  }

  async function attach(taskId: string, given: Given = {}) {
    const { complete, ...uploaded } = await upload(taskId, given);
    assert.equal((await owner.send(complete)).status, 200);
    return uploaded;
  }

  return { upload, attach };
}
