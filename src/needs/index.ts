import type { Need } from '../engine/rule.ts';
import batchedUpload from './batched-upload.ts';
import binaryFeed from './binary-feed.ts';
import blockedNetwork from './blocked-network.ts';
import closedApp from './closed-app.ts';
import eventFeed from './event-feed.ts';
import frequentUpload from './frequent-upload.ts';
import interleavedTalk from './interleaved-talk.ts';
import largeFile from './large-file.ts';
import mcpPeer from './mcp-peer.ts';
import mediaAudience from './media-audience.ts';
import nativePeers from './native-peers.ts';
import partnerEvents from './partner-events.ts';
import patientReaders from './patient-readers.ts';
import plainReply from './plain-reply.ts';
import requestBoundStream from './request-bound-stream.ts';
import survivingWork from './surviving-work.ts';
import typicalUse from './typical-use.ts';

/** Every need, most decisive first: the first that holds and is served by a protocol that can do it decides. */
export const needs: readonly Need[] = [
  closedApp,
  mcpPeer,
  largeFile,
  mediaAudience,
  partnerEvents,
  survivingWork,
  patientReaders,
  batchedUpload,
  nativePeers,
  blockedNetwork,
  interleavedTalk,
  frequentUpload,
  requestBoundStream,
  binaryFeed,
  eventFeed,
  plainReply,
  typicalUse,
];
