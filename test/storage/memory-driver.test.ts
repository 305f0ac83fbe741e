import { driverContract } from '../contracts/driver-contract.ts';
import { createMemoryDriver } from '../support/memory-driver.ts';

driverContract('memory', createMemoryDriver);
