/** The server of `lectern serve`, but without the record of an issue: only to measure what the record costs. */
import { createApp } from '../../src/app/app.ts';
import { readConfig } from '../../src/features/settings.ts';

const app = await createApp(readConfig(process.env));
// The replies of a tick leave together, as with the record.
app.core.issueLog.record = () => new Promise<void>((resolve) => setImmediate(resolve));
process.once('SIGTERM', () => void app.stop());
await app.start();
