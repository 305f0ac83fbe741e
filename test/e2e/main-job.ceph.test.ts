import { mainJobContract } from '../contracts/main-job.ts';
import { newCephBucket } from '../servers/buckets.ts';
import { startCeph } from '../servers/ceph.ts';

mainJobContract('Ceph RGW', async () => {
  const ceph = await startCeph();
  return {
    settings: await newCephBucket(ceph),
    // Ceph checks size and type, and ignores the hash.
    bindsUploads: false,
    async rotate() {
      const [id, secret] = ['AKIDLECTERNTEST00002', 'another-secret-of-the-test-suite-0123456'];
      await ceph.addKey(id, secret);
      return { AWS_ACCESS_KEY_ID: id, AWS_SECRET_ACCESS_KEY: secret };
    },
    accessLog: ceph.accessLog,
    stop: ceph.stop,
  };
});
