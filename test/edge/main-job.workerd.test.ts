import { rm } from 'node:fs/promises';
import { mainJobContract } from '../contracts/main-job.ts';
import { startWorker } from '../servers/edge-runtimes.ts';
import { freePorts } from '../support/ports.ts';
import { newFolder, runLectern, startServer } from '../support/server-process.ts';
import { keysIn } from './edge-store.ts';

mainJobContract('a Worker in front of the embedded store', async () => {
  const dataDir = await newFolder();
  const [port, filesPort] = await freePorts();
  const env = { LECTERN_DATA_DIR: dataDir };
  await (await startServer('demo', env)).stop();
  const { stdout } = await runLectern(['api-keys', 'create', '--name', 'edge', '--scopes', 'edge'], env);
  const bindings = () => ({
    LECTERN_SIGNING_KEYS: keysIn(dataDir),
    LECTERN_PUBLIC_URL: `http://127.0.0.1:${port}`,
    LECTERN_API_KEY: stdout.trim(),
    ORIGIN_URL: `http://127.0.0.1:${filesPort}`,
  });
  const worker = await startWorker(bindings());
  return {
    settings: {
      ...env,
      LECTERN_PORT: String(port),
      LECTERN_FILES_PORT: String(filesPort),
      LECTERN_EDGE_URL: `http://127.0.0.1:${worker.port}`,
    },
    bindsUploads: true,
    isRemote: false,
    async rotate() {
      await runLectern(['keys', 'rotate'], env);
      await worker.rebind(bindings());
      return {};
    },
    async stop() {
      await worker.stop();
      await rm(dataDir, { recursive: true });
    },
  };
});
