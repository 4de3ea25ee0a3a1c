import amount from '../../styles/amount.css?url&no-inline';
import answers from '../../styles/answers.css?url&no-inline';
import outlook from '../../styles/outlook.css?url&no-inline';
import rail from '../../styles/rail.css?url&no-inline';
import { problemSentence } from '../problem-words.ts';
import { Amount } from './Amount.tsx';
import { AnswerRail } from './AnswerRail.tsx';
import { CheckAnswers } from './CheckAnswers.tsx';
import { Meaning } from './Meaning.tsx';
import { OpenFile } from './OpenFile.tsx';
import { OutlookPanel } from './OutlookPanel.tsx';
import { PathField } from './PathField.tsx';
import { ServiceFields } from './ServiceFields.tsx';

/** What the first question does not need: loaded together, in one piece, at the first touch of the form. */
export const parts = {
  Amount,
  problemSentence,
  AnswerRail,
  CheckAnswers,
  Meaning,
  OpenFile,
  OutlookPanel,
  PathField,
  ServiceFields,
};

/** Adds the styles of these parts and waits for them, so that nothing is shown without. */
export async function addStyles(): Promise<void> {
  const added = [amount, answers, outlook, rail].map((href) => {
    const link = Object.assign(document.createElement('link'), { rel: 'stylesheet', href });
    const settled = new Promise((resolve) => {
      link.onload = link.onerror = resolve;
    });
    document.head.append(link);
    return settled;
  });
  await Promise.all(added);
}
