export { hasPdfHeader, headerBytes } from 'lectern-problems/pdf-header';
