import { client } from '../../../lib/server/client.ts';

/** The server stops after 45 s and returns its findings so far. */
const timeoutMs = 60_000;

/** Current findings of the doctor, with their time in Unix milliseconds. */
export async function examineStorage() {
  const examined = await client.post('/api/v1/storage-examinations', { timeoutMs });
  return { ...examined, at: Date.now() };
}
