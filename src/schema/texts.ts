import * as z from 'zod/mini';

/** Languages of the site, the first without a prefix in the address. Each has a folder in `content/text`. */
export const locales = ['en', 'zh-cn'] as const;
export type Locale = (typeof locales)[number];

const text = z.string().check(z.minLength(1));
const optional = z.optional(text);

/** `questions.yaml`: the words of every question, by id. */
const questionTextsShape = z.record(
  z.string(),
  z.strictObject({
    /** The question itself. */
    label: text,
    help: text,
    /** Why we ask: what the answer can change. */
    why: text,
    /** What to do when nothing usable was entered; reuses the question's words. */
    enter: text,
    /** One to three words, for summaries. */
    short: text,
    options: z.optional(z.record(z.string(), z.strictObject({ label: text, help: optional }))),
  }),
);

const findingText = z.strictObject({
  /** What was found; may hold `{placeholders}` of the finding's data. */
  what: text,
  /** Why it is so; for every concern and blocker. */
  why: optional,
  /** What to do about it; for every concern and blocker. */
  do: optional,
});

/** `rules.yaml`: a title and a text for every reason code, by rule or need id. */
export const ruleTextsShape = z.record(z.string(), z.catchall(z.object({ title: text }), findingText));

/** `protocols.yaml`: name, summary and checklist items, by protocol id; `checklist` holds the items by their id. */
const protocolTextsShape = z.strictObject({
  protocols: z.record(
    z.string(),
    z.strictObject({
      name: text,
      /** What it is, one or two sentences. */
      summary: text,
      /** Why it is the recommendation, one sentence that follows "because". */
      because: text,
    }),
  ),
  checklist: z.record(z.string(), z.strictObject({ title: text, detail: text })),
});

/** `platform.yaml`: names of paths, hops, limits, settings, thresholds, tiers. */
const platformTextsShape = z.strictObject({
  paths: z.record(z.string(), z.strictObject({ name: text, summary: text })),
  hops: z.record(z.string(), text),
  limits: z.record(z.string(), z.strictObject({ name: text, help: text })),
  settings: z.record(z.string(), z.strictObject({ name: text, help: text })),
  thresholds: z.record(z.string(), text),
  tiers: z.record(z.string(), z.strictObject({ name: text, summary: text })),
});

/** `changelog.yaml`: what changed in each version of rules and content, by version. */
const changelogTextsShape = z.record(z.string(), z.array(text).check(z.minLength(1)));

/** `interface.yaml` and each of `files/`: dotted keys by room; `files/` holds the words inside generated files. */
const phrasesShape = z.record(z.string(), z.record(z.string(), text));

/** `what-if.yaml`: what would have to be otherwise, by question and by option, direction of a number, or entry of a list. */
const whatIfTextsShape = z.record(z.string(), z.record(z.string(), z.union([text, z.record(z.string(), text)])));

/** All words of one locale. */
export const textsShape = z.strictObject({
  questions: questionTextsShape,
  rules: ruleTextsShape,
  protocols: protocolTextsShape,
  platform: platformTextsShape,
  changelog: changelogTextsShape,
  interface: phrasesShape,
  files: phrasesShape,
  'what-if': whatIfTextsShape,
});
export type Texts = z.infer<typeof textsShape>;
