import { startNginxVerifier } from '../servers/nginx-verifier.ts';
import { edgeVerifierContract } from './verifier-contract.ts';

edgeVerifierContract('in nginx’s own JavaScript engine', startNginxVerifier);
