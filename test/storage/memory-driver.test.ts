import { createMemoryDriver } from '../../src/storage/memory-driver.ts';
import { driverContract } from '../contracts/driver-contract.ts';

driverContract('memory', createMemoryDriver);
