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
