import { blocker, defineRule, pass, unknown } from '../engine/rule.ts';
import { any, includesAny, isOneOf } from '../engine/ternary.ts';

/** Some protocols exist for one purpose only: media, files, apps that are closed. */
export default defineRule({
  id: 'purpose-mismatch',
  role: 'exclusion',
  answers: [],
  alsoReads: ['useCase', 'payload', 'networks'],
  appliesTo: ({ segmentsMedia, bypassesForFiles, reachesClosedApp }) =>
    segmentsMedia || bypassesForFiles || reachesClosedApp,
  check({ useCase, payload, networks }, _, { protocol }) {
    const media = any(isOneOf(useCase, ['media']), isOneOf(payload, ['media']));
    const file = any(isOneOf(useCase, ['file-transfer', 'media']), isOneOf(payload, ['file', 'media']));
    const closed = includesAny(networks, ['app-closed']);
    const [fits, code] = protocol.segmentsMedia
      ? [media, 'not-media']
      : protocol.bypassesForFiles
        ? [file, 'not-a-file']
        : [closed, 'app-is-open'];
    if (fits === undefined) return protocol.reachesClosedApp ? unknown('networks') : unknown('useCase', 'payload');
    return fits ? pass('fits-purpose') : blocker(code);
  },
});
