import { mainJobContract } from '../contracts/main-job.ts';
import { newSwiftBucket, newSwiftContainer } from '../servers/buckets.ts';
import { startSwift } from '../servers/swift.ts';

mainJobContract("Swift's s3api", async () => {
  const swift = await startSwift();
  return {
    settings: await newSwiftBucket(swift),
    bindsUploads: true,
    signsMethod: true,
    stop: swift.stop,
  };
});

mainJobContract('Swift TempURL', async () => {
  const swift = await startSwift();
  return {
    settings: await newSwiftContainer(swift),
    bindsUploads: false,
    signsMethod: false,
    stop: swift.stop,
  };
});
