import amount from '../../styles/amount.css?url&no-inline';
import answers from '../../styles/answers.css?url&no-inline';
import outlook from '../../styles/outlook.css?url&no-inline';
import rail from '../../styles/rail.css?url&no-inline';
import shell from '../../styles/shell.css?url&no-inline';
import { choose } from '../drafts/settings.ts';
import { contentOf, keepDraft } from '../drafts/store.ts';
import { withPreset } from '../preset.ts';
import { Amount } from './Amount.tsx';
import { AnswerRail } from './AnswerRail.tsx';
import { CheckAnswers } from './CheckAnswers.tsx';
import { ErrorSummary } from './ErrorSummary.tsx';
import { Meaning } from './Meaning.tsx';
import { Notes } from './Notes.tsx';
import { OutlookPanel } from './OutlookPanel.tsx';
import { PathField } from './PathField.tsx';
import { ServiceFields } from './ServiceFields.tsx';
import { questionInView } from './Shell/place.ts';
import { Shell } from './Shell/Shell.tsx';
import { findStart } from './start.ts';

/** What the first question does not need: loaded together, in one piece, at the first touch of the form. */
export const parts = {
  Amount,
  AnswerRail,
  CheckAnswers,
  ErrorSummary,
  Meaning,
  Notes,
  OutlookPanel,
  PathField,
  ServiceFields,
  Shell,
  choose,
  contentOf,
  findStart,
  keepDraft,
  questionInView,
  withPreset,
};

/** Adds the styles of these parts and waits for them, so that nothing is shown without. */
export async function addStyles(): Promise<void> {
  const added = [amount, answers, outlook, rail, shell].map((href) => {
    const link = Object.assign(document.createElement('link'), { rel: 'stylesheet', href });
    const settled = new Promise((resolve) => {
      link.onload = link.onerror = resolve;
    });
    document.head.append(link);
    return settled;
  });
  await Promise.all(added);
}
