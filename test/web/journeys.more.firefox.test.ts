import { startFirefox } from '../support/firefox.ts';
import { journeysContract } from './support/journeys.ts';

await journeysContract(startFirefox);
