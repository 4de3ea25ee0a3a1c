import type { Rule } from '../engine/rule.ts';
import abandonedWork from './abandoned-work.ts';
import auditedMessages from './audited-messages.ts';
import backgroundedApp from './backgrounded-app.ts';
import bareServer from './bare-server.ts';
import blockedUpgrade from './blocked-upgrade.ts';
import chattyClient from './chatty-client.ts';
import collectedResponse from './collected-response.ts';
import connectionLifetime from './connection-lifetime.ts';
import eventSourceFit from './event-source-fit.ts';
import exhaustedProxy from './exhausted-proxy.ts';
import exhaustedService from './exhausted-service.ts';
import feltReconnect from './felt-reconnect.ts';
import foreignToMcp from './foreign-to-mcp.ts';
import guardedNetwork from './guarded-network.ts';
import impassableHop from './impassable-hop.ts';
import inexactDelivery from './inexact-delivery.ts';
import inspectedResponse from './inspected-response.ts';
import largeAudience from './large-audience.ts';
import lateFirstByte from './late-first-byte.ts';
import latePackets from './late-packets.ts';
import longJob from './long-job.ts';
import longResume from './long-resume.ts';
import longToolCall from './long-tool-call.ts';
import lostMessages from './lost-messages.ts';
import missingJobStore from './missing-job-store.ts';
import nativeApp from './native-app.ts';
import noWayBack from './no-way-back.ts';
import oneWayChannel from './one-way-channel.ts';
import onlyTheResult from './only-the-result.ts';
import oversizedTransfer from './oversized-transfer.ts';
import partnerSocket from './partner-socket.ts';
import patientTelemetry from './patient-telemetry.ts';
import postedStream from './posted-stream.ts';
import purposeMismatch from './purpose-mismatch.ts';
import quietClient from './quiet-client.ts';
import reconnectStorm from './reconnect-storm.ts';
import repeatedWork from './repeated-work.ts';
import retiredHop from './retired-hop.ts';
import scarceBrowserConnections from './scarce-browser-connections.ts';
import severalDevices from './several-devices.ts';
import sharedConnections from './shared-connections.ts';
import shortReply from './short-reply.ts';
import silentConnection from './silent-connection.ts';
import slowUpdates from './slow-updates.ts';
import stopButton from './stop-button.ts';
import typedPeers from './typed-peers.ts';
import unableClient from './unable-client.ts';
import unbridgeableLifetime from './unbridgeable-lifetime.ts';
import unreachableClosedApp from './unreachable-closed-app.ts';
import unsegmentedMedia from './unsegmented-media.ts';
import unsentBody from './unsent-body.ts';
import unsupportedCredentials from './unsupported-credentials.ts';
import unsupportedPayload from './unsupported-payload.ts';
import withheldBytes from './withheld-bytes.ts';

/** Every rule: what rules a protocol out, then times and load, then which is the better fit. */
export const rules: readonly Rule[] = [
  unsentBody,
  unsupportedCredentials,
  oneWayChannel,
  unableClient,
  impassableHop,
  unsupportedPayload,
  oversizedTransfer,
  unsegmentedMedia,
  purposeMismatch,
  repeatedWork,
  abandonedWork,
  blockedUpgrade,
  withheldBytes,
  partnerSocket,
  foreignToMcp,
  unreachableClosedApp,
  inspectedResponse,
  latePackets,
  collectedResponse,
  retiredHop,
  connectionLifetime,
  unbridgeableLifetime,
  longToolCall,
  silentConnection,
  lateFirstByte,
  feltReconnect,
  noWayBack,
  reconnectStorm,
  scarceBrowserConnections,
  exhaustedProxy,
  exhaustedService,
  inexactDelivery,
  lostMessages,
  missingJobStore,
  shortReply,
  eventSourceFit,
  postedStream,
  chattyClient,
  quietClient,
  slowUpdates,
  largeAudience,
  longJob,
  onlyTheResult,
  typedPeers,
  nativeApp,
  guardedNetwork,
  backgroundedApp,
  longResume,
  stopButton,
  severalDevices,
  bareServer,
  sharedConnections,
  auditedMessages,
  patientTelemetry,
];
