import { mainJobContract } from '../contracts/main-job.ts';
import { newCephBucket } from '../servers/buckets.ts';
import { startCeph } from '../servers/ceph.ts';

mainJobContract('Ceph RGW', async () => {
  const ceph = await startCeph();
  return {
    settings: await newCephBucket(ceph),
    // It checks size and type, and ignores the hash.
    bindsUploads: false,
    signsMethod: true,
    stop: ceph.stop,
  };
});
