import { expect, test } from 'vitest';
import { formatMoment } from '../../src/i18n/moment.ts';

test.each([
  [0, '0 sec', '0 秒'],
  [0.2, '0.2 sec', '0.2 秒'],
  [300, '5 min', '5 分钟'],
  [300.37, '5m 0.4s', '5 分钟 0.4 秒'],
  [3599.96, '1 hr', '1 小时'],
  [5025.4, '1h 23m 45s', '1 小时 23 分钟 45 秒'],
  [90_061, '1d 1h 1m 1s', '1 天 1 小时 1 分钟 1 秒'],
])('a moment of %s seconds is told in every unit it has', (seconds, en, zh) => {
  expect([formatMoment(seconds, 'en'), formatMoment(seconds, 'zh-cn')]).toEqual([en, zh]);
});
