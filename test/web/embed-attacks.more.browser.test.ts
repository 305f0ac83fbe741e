import { startChromium } from '../support/chromium.ts';
import { messageAttacksContract } from './support/message-attacks.ts';

await messageAttacksContract(startChromium);
