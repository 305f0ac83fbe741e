import { mainJobContract } from '../contracts/main-job.ts';
import { addTempUrlKey, newSwiftBucket, newSwiftContainer } from '../servers/buckets.ts';
import { startOwnSwift } from '../servers/swift.ts';

mainJobContract("Swift's s3api", async () => {
  const swift = await startOwnSwift();
  return {
    settings: await newSwiftBucket(swift),
    bindsUploads: true,
    signsMethod: true,
    rotate: async () => ({ AWS_ACCESS_KEY_ID: 'test:second' }),
    stop: swift.stop,
  };
});

mainJobContract('Swift TempURL', async () => {
  const swift = await startOwnSwift();
  return {
    settings: await newSwiftContainer(swift),
    bindsUploads: false,
    signsMethod: false,
    async rotate() {
      await addTempUrlKey(swift, 'a-new-temp-url-key');
      return { SWIFT_TEMPURL_KEY: `a-new-temp-url-key,${swift.tempUrlKey}` };
    },
    stop: swift.stop,
  };
});
