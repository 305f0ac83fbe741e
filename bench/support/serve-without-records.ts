/** The server of `lectern serve` without issue records, only to measure what they cost. */
import { createApp } from '../../src/app/app.ts';
import { readConfig } from '../../src/features/settings.ts';

const app = await createApp(readConfig(process.env));
// Replies of a tick are sent together, as with records.
app.core.issueRecorder.record = () => new Promise<void>((resolve) => setImmediate(resolve));
process.once('SIGTERM', () => void app.stop());
await app.start();
