import { renewedDescriptionContract } from '../contracts/renewed-document.ts';
import { newCephBucket } from '../servers/buckets.ts';
import { startCeph } from '../servers/ceph.ts';

renewedDescriptionContract('Ceph RGW', 403, async () => {
  const ceph = await startCeph();
  return { settings: await newCephBucket(ceph), stop: ceph.stop };
});
