import type { FieldError, Resolver } from 'react-hook-form';
import * as z from 'zod/mini';
import { confirmChanged } from '../../assumed.ts';
import type { Question } from '../../engine/question.ts';
import { questions } from '../../questions/index.ts';
import { type AnswerFile, answerShapes, NOT_SURE, serviceShape } from '../../schema/answers.ts';
import { candidateOf, type FormValues, toAnswers } from './fields.ts';

/** The answer's own shape, read from what its control holds. Where nothing must be entered, nothing is fine. */
function fieldShape(question: Question, mayBeEmpty: boolean) {
  const answer = z.union([answerShapes[question.id] as z.ZodMiniType, z.literal(NOT_SURE)]);
  return z.pipe(
    z.transform((field) => candidateOf(question, field)),
    mayBeEmpty ? z.optional(answer) : answer,
  );
}

const port = z.pipe(
  z.transform((text) => (/^\d+$/.test(String(text).trim()) ? Number(text) : text)),
  serviceShape.shape.port,
);
const names = z.object({ ...serviceShape.shape, port });

/** Checks the fields that are named, such as those of one step, by the shapes that links and files are checked with. */
export const resolver: Resolver<FormValues, { mayBeEmpty: boolean }> = (values, context, options) => {
  const named = new Set<string>(options.names);
  const asked = questions.filter(({ id }) => named.has(`answers.${id}`));
  const answers = Object.fromEntries(
    asked.map((question) => [question.id, fieldShape(question, context?.mayBeEmpty ?? false)]),
  );
  const checksNames = [...named].some((name) => name.startsWith('service'));
  const shape = z.object({ answers: z.object(answers), ...(checksNames && { service: names }) });
  const { data, error } = shape.safeParse(values);
  if (!error) return { values: data as FormValues, errors: {} };
  const errors: { [room: string]: { [field: string]: FieldError } } = {};
  for (const { path, message } of error.issues) {
    const [room = '', field = ''] = path.map(String);
    errors[room] = { ...errors[room], [field]: { type: 'value', message } };
  }
  return { values: {}, errors };
};

/** The answer file the form stands for; names that cannot be used are left at what they were. */
export function toFile(values: FormValues, before: AnswerFile): AnswerFile {
  const service = Object.entries(values.service).map(([key, text]) => {
    const parsed = names.shape[key as keyof typeof names.shape].safeParse(text);
    return [key, parsed.success ? parsed.data : before.service[key as keyof AnswerFile['service']]];
  });
  const after: AnswerFile = {
    version: 1,
    profile: before.profile,
    path: values.path,
    service: Object.fromEntries(service),
    target: before.target,
    answers: toAnswers(questions, values),
  };
  return before.assumed ? confirmChanged(before, { ...after, assumed: before.assumed }) : after;
}
