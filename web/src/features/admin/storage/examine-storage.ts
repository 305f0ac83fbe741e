import { client } from '../../../lib/server/client.ts';

/** The server ends an examination after 45 s and tells what it found until then. */
const timeoutMs = 60_000;

/** What the doctor finds now, and when that was, in Unix milliseconds. */
export async function examineStorage() {
  const examined = await client.post('/api/v1/storage-examinations', { timeoutMs });
  return { ...examined, at: Date.now() };
}
