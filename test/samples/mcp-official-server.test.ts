import { createServer } from 'node:http';
import {
  createMcpHandler,
  type EventStore,
  isLegacyRequest,
  McpServer,
  WebStandardStreamableHTTPServerTransport,
} from '@modelcontextprotocol/server';
import type { Browser } from '@playwright/test';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import * as z from 'zod';
import type { Constants } from '../../src/generators/print/program.ts';
import { type CleanUp, listen } from '../support/live.ts';
import { mcpCase, ORIGIN, reportIn, reportOf } from '../support/mcp.ts';
import { openBrowser, openPage } from '../support/sample-page.ts';
import { eventually, generated, runClient } from '../support/sample-runner.ts';
import { wait } from '../support/stream-client.ts';
