import { startFirefox } from '../support/firefox.ts';
import { messageAttacksContract } from './support/message-attacks.ts';

// Each attack takes three times as long as in Chromium.
await messageAttacksContract(startFirefox, 3);
