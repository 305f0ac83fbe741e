import { startFirefox } from '../support/firefox.ts';
import { messageAttacksContract } from './support/message-attacks.ts';

await messageAttacksContract(startFirefox);
