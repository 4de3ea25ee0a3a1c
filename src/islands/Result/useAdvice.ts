import { useCallback, useEffect, useMemo, useState } from 'react';
import { generateFiles } from '../../advise.ts';
import { decideFile } from '../../decide-file.ts';
import { findPath } from '../../engine/path.ts';
import type { Samples } from '../../generators/generator.ts';
import { resolveTarget } from '../../generators/target.ts';
import type { AnswerFile } from '../../schema/answers.ts';
import type { Facts } from '../../schema/facts.ts';
import type { Problem } from '../../schema/problem.ts';
import type { Locale, Texts } from '../../schema/texts.ts';
import { readAddress, writeAddress } from '../address.ts';
import { changeDraft } from '../drafts/store.ts';
import type { Links } from '../links.ts';
import { withPreset } from '../preset.ts';
import { whenIdle } from './place.ts';
import { type Section, sections } from './sections.ts';
import type { Shown } from './words.ts';

type Data = { readonly facts: Facts; readonly texts: Texts; readonly versions: readonly string[] };

/** What the page shows: it loads, the link holds nothing or cannot be read, or there is advice. */
export type Advice =
  | { readonly kind: 'loading' | 'offline' }
  | ({ readonly kind: 'empty' } & Data)
  | ({ readonly kind: 'broken'; readonly problems: readonly Problem[] } & Data)
  | ({
      readonly kind: 'advice';
      readonly file: AnswerFile;
      readonly assessment: Shown;
      readonly at?: Section | undefined;
      /** Whether the files are still to come. */
      readonly isWriting: boolean;
      readonly samples: Samples | undefined;
    } & Data);

async function loadData({ facts, texts }: Links): Promise<Data> {
  const [first, second] = await Promise.all([fetch(facts), fetch(texts)]);
  if (!first.ok || !second.ok) throw new Error(`${facts}: ${first.status}, ${texts}: ${second.status}`);
  return { facts: await first.json(), ...(await second.json()) };
}

async function loadSamples({ samples }: Links): Promise<Samples> {
  const response = await fetch(samples);
  if (!response.ok) throw new Error(`${samples}: ${response.status}`);
  return response.json();
}

/** The verdict, and its files as far as they can be written: advice without a file is better than none. */
function assess(file: AnswerFile, { facts, texts }: Data, locale: Locale, samples: Samples | undefined): Shown {
  const verdict = decideFile(file, facts);
  const target = resolveTarget(file.target, findPath(facts.platform, file.path));
  const withoutFiles = { ...verdict, files: [], absentFiles: [], target, targetChoices: {} };
  if (samples === undefined) return withoutFiles;
  try {
    return { ...verdict, ...generateFiles(verdict, file, facts, texts, locale, samples) };
  } catch (error) {
    console.error(error);
    return withoutFiles;
  }
}

function readAdvice(hash: string, data: Data, locale: Locale, samples: Samples | undefined): Advice {
  const { isEmpty, at, read } = readAddress(hash, sections, data.facts);
  if (isEmpty) return { kind: 'empty', ...data };
  if (!read.ok) return { kind: 'broken', problems: read.problems, ...data };
  return {
    kind: 'advice',
    file: read.value,
    assessment: assess(read.value, data, locale, samples),
    isWriting: samples === undefined,
    samples,
    at,
    ...data,
  };
}

/** Advice for the answers in the address bar, and a way to change them there. */
export function useAdvice(links: Links, locale: Locale) {
  const [data, setData] = useState<Data | 'offline' | undefined>();
  const [samples, setSamples] = useState<Samples | undefined>();
  const [hash, setHash] = useState('');
  /** A fragment whose preset, if it asks for one, was looked for. */
  const [looked, setLooked] = useState('');

  useEffect(() => {
    const follow = () => setHash(window.location.hash);
    follow();
    window.addEventListener('popstate', follow);
    loadData(links).then(setData, () => setData('offline'));
    // The verdict waits neither for the samples nor for the files; files without samples are better than none.
    let stopWaiting: (() => void) | undefined;
    const write = (loaded: Samples) => {
      stopWaiting = whenIdle(() => setSamples(loaded));
    };
    loadSamples(links).then(write, () => write({}));
    return () => {
      window.removeEventListener('popstate', follow);
      stopWaiting?.();
    };
  }, [links]);

  useEffect(() => {
    if (typeof data !== 'object' || !hash.includes('scenario=')) return;
    withPreset(hash, links.presets, data.facts).then((full) => {
      if (full === undefined) return setData('offline');
      // Whoever keeps or shares the address keeps these answers, whatever becomes of the preset.
      if (full !== hash) window.history.replaceState(null, '', full);
      setLooked(full);
      setHash(full);
    });
  }, [data, hash, links]);

  const advice = useMemo((): Advice => {
    if (data === 'offline') return { kind: 'offline' };
    if (data === undefined || (hash.includes('scenario=') && hash !== looked)) return { kind: 'loading' };
    return readAdvice(hash, data, locale, samples);
  }, [data, hash, looked, locale, samples]);

  /** Puts changed answers into the address bar; the questionnaire goes on from the same answers. */
  const change = useCallback((file: AnswerFile, facts: Facts) => {
    const { rules: _, ...rest } = file; // advice on changed answers is made with today's rules
    const next = writeAddress(rest, facts);
    changeDraft(window.location.hash, next.slice(1));
    window.history.pushState(null, '', next);
    setHash(next);
  }, []);

  return { advice, change };
}
