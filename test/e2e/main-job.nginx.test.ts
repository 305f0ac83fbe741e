import { rm } from 'node:fs/promises';
import { mainJobContract } from '../contracts/main-job.ts';
import { webOrigin } from '../servers/buckets.ts';
import { startNginxFiles } from '../servers/nginx-files.ts';
import { freePorts } from '../support/ports.ts';
import { newFolder, runLectern, startServer } from '../support/server-process.ts';

mainJobContract('nginx in front of the embedded store', async () => {
  const dataDir = await newFolder();
  const [filesPort] = await freePorts();
  const env = { LECTERN_DATA_DIR: dataDir };
  // The demo creates the keys that nginx reads, before nginx runs.
  await (await startServer('demo', env)).stop();
  const nginx = await startNginxFiles({ dataDir, appUrl: webOrigin, filesPort });
  return {
    settings: {
      ...env,
      LECTERN_FILES_PORT: String(filesPort),
      LECTERN_FILES_URL: `http://127.0.0.1:${nginx.port}`,
      LECTERN_PUBLIC_URL: webOrigin,
      LECTERN_DOWNLOADS: 'import',
    },
    bindsUploads: true,
    isRemote: false,
    async rotate() {
      await runLectern(['keys', 'rotate'], env);
      await nginx.reload();
      return {};
    },
    accessLog: async () => (nginx.logs().match(/^\{.*\n/gm) ?? []).join(''),
    async stop() {
      await nginx.stop();
      await rm(dataDir, { recursive: true });
    },
  };
});
