import { renewedDescriptionContract } from '../contracts/renewed-document.ts';
import { newSwiftContainer } from '../servers/buckets.ts';
import { startSwift } from '../servers/swift.ts';

renewedDescriptionContract('Swift TempURL', 401, async () => {
  const swift = await startSwift();
  return { settings: await newSwiftContainer(swift), stop: swift.stop };
});
