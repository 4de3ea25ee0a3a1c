import { type AnswerFile, type QuestionId, questionIds } from '../../../schema/answers.ts';
import type { Step } from '../steps.ts';

/** The step at which one set of answers became another; nothing where only something unasked differs. */
function changedStep(one: AnswerFile, other: AnswerFile): Step | undefined {
  const isOther = (a: unknown, b: unknown) => JSON.stringify(a) !== JSON.stringify(b);
  const question = questionIds.find((id: QuestionId) => isOther(one.answers[id], other.answers[id]));
  if (question) return question;
  if (one.path !== other.path) return 'path';
  return isOther(one.service, other.service) ? 'service' : undefined;
}

/** How many steps can be undone. */
const MOST_STEPS = 100;

/** What was answered before, and what was undone: both as whole answer files, newest last. */
export class History {
  private past: AnswerFile[] = [];
  private future: AnswerFile[] = [];
  private now: AnswerFile;
  private readonly isSame: (one: AnswerFile, other: AnswerFile) => boolean;
  /** The step of the last change while it is being typed: the letters of one number are one change. */
  private typed: Step | undefined;

  constructor(start: AnswerFile, isSame: (one: AnswerFile, other: AnswerFile) => boolean) {
    this.now = start;
    this.isSame = isSame;
  }

  get canUndo(): boolean {
    return this.past.length > 0;
  }

  get canRedo(): boolean {
    return this.future.length > 0;
  }

  /** Takes note of the answers as they are; true when they have changed. */
  record(file: AnswerFile, isTyping: boolean): boolean {
    if (this.isSame(this.now, file)) return false;
    const step = changedStep(this.now, file);
    const last = this.past.at(-1);
    const isSameNumber = isTyping && step !== undefined && step === this.typed;
    // Typed back to what it was: then nothing has changed.
    const isBack = isSameNumber && last !== undefined && this.isSame(last, file);
    if (isBack) this.past.pop();
    else if (!isSameNumber) this.past.push(this.now);
    if (this.past.length > MOST_STEPS) this.past.shift();
    this.typed = isTyping && !isBack ? step : undefined;
    this.future = [];
    this.now = file;
    return true;
  }

  /** What is typed from here on is another change. */
  endTyping(): void {
    this.typed = undefined;
  }

  /** Goes one change back, or forward again; what to show now, and where the change was. */
  move(way: 'undo' | 'redo'): { file: AnswerFile; step: Step | undefined } | undefined {
    const [from, to] = way === 'undo' ? [this.past, this.future] : [this.future, this.past];
    const file = from.pop();
    if (!file) return undefined;
    const step = changedStep(this.now, file);
    to.push(this.now);
    this.now = file;
    this.typed = undefined;
    return { file, step };
  }
}
