import { fileServerContract } from '../../contracts/file-server-contract.ts';
import { startOwnFileServer } from './start-own.ts';

fileServerContract("Lectern's own", 'lectern', startOwnFileServer);
