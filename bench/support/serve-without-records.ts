/** The server of `lectern serve`, but without the record of an issue: only to measure what the record costs. */
import { createApp } from '../../src/app.ts';
import { readConfig } from '../../src/config.ts';

const app = await createApp(readConfig(process.env));
app.core.issueLog.record = async () => {};
process.once('SIGTERM', () => void app.stop());
await app.start();
