import { mainJobContract } from '../contracts/main-job.ts';
import { startReferenceDeployment } from '../servers/reference-deployment.ts';

mainJobContract('two instances, PostgreSQL, Ceph RGW and nginx', async () => {
  const deployment = await startReferenceDeployment();
  const { apiUrl, settings, instances, ceph } = deployment;
  const [first, second] = instances;
  return {
    settings,
    bindsUploads: false,
    installation: {
      ...first,
      apiUrl,
      async start() {
        await Promise.all([first.start(), second.start()]);
      },
      async stop() {
        const [exit] = await Promise.all([first.stop(), second.stop()]);
        return exit;
      },
      end: deployment.end,
    },
    async rotate() {
      const [id, secret] = ['AKIDLECTERNTEST00002', 'another-secret-of-the-test-suite-0123456'];
      await ceph.addKey(id, secret);
      return { AWS_ACCESS_KEY_ID: id, AWS_SECRET_ACCESS_KEY: secret };
    },
    accessLog: ceph.accessLog,
    stop: ceph.stop,
  };
});
