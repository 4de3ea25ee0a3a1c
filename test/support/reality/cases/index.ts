import type { RealityCase } from '../case.ts';
import { sseCases } from './sse.ts';

/** Every row of the matrix. */
export const allCases: readonly RealityCase[] = [...sseCases];
