import * as z from 'zod/mini';

/** The five subjects of the questionnaire; each has a tier of its own. */
export const dimensions = ['duration', 'frequency', 'reconnect', 'concurrency', 'reliability'] as const;
export type Dimension = (typeof dimensions)[number];

const tier = z.union([z.literal(1), z.literal(2), z.literal(3)]);
/** Support tier: 1 standard, 2 a configured exception, 3 a review. */
export type Tier = z.infer<typeof tier>;

/** Which finding leads to which tier: rule id, then reason code. A finding that is not listed asks for tier 1. */
export const tiersShape = z.strictObject({
  findings: z.record(z.string(), z.record(z.string(), tier)),
});
export type Tiers = z.infer<typeof tiersShape>;

/** Versions of rules and content, newest first; what changed is told in each locale's `changelog.yaml`. */
export const versionsShape = z.strictObject({
  versions: z
    .array(
      z.strictObject({
        version: z.string().check(z.regex(/^\d+\.\d+$/)),
        date: z.string().check(z.regex(/^\d{4}-\d{2}-\d{2}$/)),
      }),
    )
    .check(z.minLength(1)),
});
export type Versions = z.infer<typeof versionsShape>;
