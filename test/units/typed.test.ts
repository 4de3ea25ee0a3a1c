import { expect, test } from 'vitest';
import { typedAmount } from '../../src/units/typed.ts';

test.each([
  ['5 min', '5', 'minute'],
  ['90s', '90', 'second'],
  ['2 h', '2', 'hour'],
  ['1.5 Hours', '1.5', 'hour'],
  ['2 小时', '2', 'hour'],
  ['3个小时', '3', 'hour'],
  ['10分钟', '10', 'minute'],
  ['４５秒', '45', 'second'],
  ['200 ms', '0.2', 'second'],
  ['1,5 h', '1,5', 'hour'],
  ['1 day', '1', 'day'],
  ['3天', '3', 'day'],
  ['15 sec.', '15', 'second'],
])('%s', (text, amount, unit) => expect(typedAmount(text)).toEqual({ amount, unit }));

test.each(['', '5', 'min', '5 mi', '5 parsecs', 'many s', '5 min 30', 'soon', '1 2 ms'])('no unit in "%s"', (text) =>
  expect(typedAmount(text)).toBeUndefined(),
);
