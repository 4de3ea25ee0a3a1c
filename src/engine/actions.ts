import type { Answers } from '../schema/answers.ts';
import type { Action, HopLimit } from '../schema/assessment.ts';
import type { Judged } from './judge.ts';
import type { Path } from './path.ts';

/** What is left to do, for the team and for the platform: concerns first, then the list that goes with the protocol. */
export function listActions(
  winner: Judged | undefined,
  hops: readonly HopLimit[],
  path: Path,
  { conversation }: Answers,
): Action[] {
  if (!winner) return [];
  const { protocol, findings } = winner;
  const checklist = (owner: Action['owner']) =>
    protocol.checklist[owner].map((id): Action => ({ owner, kind: 'checklist', id, data: {} }));
  const asksAgain = conversation === 'server-streams' || conversation === 'mostly-server';
  const polling = (asksAgain ? protocol.checklist.polling : []).map(
    (id): Action => ({ owner: 'team', kind: 'checklist', id, data: {} }),
  );
  const limits = hops.flatMap(({ verdict, hop, limit, today, proposed }): Action[] =>
    verdict !== 'holds' && proposed !== null && proposed > today
      ? [{ owner: 'platform', kind: 'limit', id: limit, data: { hop, today, proposed } }]
      : [],
  );
  const buffering = path.hops.flatMap(({ id, settings }): Action[] =>
    protocol.streamsResponse && protocol.backendProtocol === 'HTTP' && settings.responseBuffering?.value === 'on'
      ? [{ owner: 'platform', kind: 'setting', id: 'responseBuffering', data: { hop: id } }]
      : [],
  );
  const concerns = findings
    .filter((finding) => finding.outcome === 'concern' && finding.role !== 'preference')
    .map(({ rule, code, data }): Action => ({ owner: 'team', kind: 'finding', id: `${rule}.${code}`, data }));
  return [...concerns, ...checklist('team'), ...polling, ...limits, ...buffering, ...checklist('platform')];
}
