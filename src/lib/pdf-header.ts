export { hasPdfHeader, headerBytes } from '../../problems/pdf-header.ts';
