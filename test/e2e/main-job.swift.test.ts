import { mainJobContract } from '../contracts/main-job.ts';
import { addTempUrlKey, newSwiftBucket, newSwiftContainer } from '../servers/buckets.ts';
import { type SwiftServer, startSwift } from '../servers/swift.ts';
import { startCuttingProxy } from '../support/cutting-proxy.ts';

/** The Swift of the test run, at a separate address that can be made unreachable. */
async function reachSwift(): Promise<SwiftServer> {
  const swift = await startSwift();
  const proxy = await startCuttingProxy(Number(new URL(swift.url).port));
  const stop = async () => {
    proxy.cutAfter(0);
    await swift.stop();
  };
  return { ...swift, url: proxy.url, s3Endpoint: proxy.url, stop };
}

mainJobContract("Swift's s3api", async () => {
  const swift = await reachSwift();
  return {
    settings: await newSwiftBucket(swift),
    bindsUploads: true,
    rotate: async () => ({ AWS_ACCESS_KEY_ID: 'test:second' }),
    stop: swift.stop,
  };
});

mainJobContract('Swift TempURL', async () => {
  const swift = await reachSwift();
  return {
    settings: await newSwiftContainer(swift),
    bindsUploads: false,
    async rotate() {
      await addTempUrlKey(swift, 'a-new-temp-url-key');
      return { SWIFT_TEMPURL_KEY: `a-new-temp-url-key,${swift.tempUrlKey}` };
    },
    stop: swift.stop,
  };
});
