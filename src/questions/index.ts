import type { Question } from '../engine/question.ts';
import clients from './clients.ts';
import connectionsPerClient from './connections-per-client.ts';
import conversation from './conversation.ts';
import credentials from './credentials.ts';
import edgeHttp from './edge-http.ts';
import firstByteSeconds from './first-byte-seconds.ts';
import framing from './framing.ts';
import heartbeat from './heartbeat.ts';
import ifCut from './if-cut.ts';
import interruption from './interruption.ts';
import longestRunSeconds from './longest-run-seconds.ts';
import longestSilenceSeconds from './longest-silence-seconds.ts';
import missedMessages from './missed-messages.ts';
import networks from './networks.ts';
import payload from './payload.ts';
import peakClients from './peak-clients.ts';
import request from './request.ts';
import resumeReach from './resume-reach.ts';
import sameDataForAll from './same-data-for-all.ts';
import serverStores from './server-stores.ts';
import stalenessSeconds from './staleness-seconds.ts';
import updateIntervalSeconds from './update-interval-seconds.ts';
import useCase from './use-case.ts';

/** Every question in the order it is asked; each comes after those that decide whether it is asked. */
export const questions: readonly Question[] = [
  useCase,
  conversation,
  longestRunSeconds,
  ifCut,
  updateIntervalSeconds,
  longestSilenceSeconds,
  heartbeat,
  missedMessages,
  peakClients,
  clients,
  connectionsPerClient,
  edgeHttp,
  networks,
  request,
  credentials,
  payload,
  stalenessSeconds,
  sameDataForAll,
  firstByteSeconds,
  resumeReach,
  interruption,
  framing,
  serverStores,
];
