import { startChromium } from '../support/chromium.ts';
import { journeysContract } from './support/journeys.ts';

await journeysContract(startChromium);
