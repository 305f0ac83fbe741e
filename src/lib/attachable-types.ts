export { attachableTypes } from 'lectern-problems/attachable-types';
