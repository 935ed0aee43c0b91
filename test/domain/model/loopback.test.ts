import { describe, expect, it } from 'vitest';
import { isLoopback } from '../../../src/domain/model/loopback.ts';

describe('an address that stays on this machine', () => {
  it.each([
    ['http://localhost:8080', true],
    ['http://LOCALHOST', true],
    ['http://127.0.0.1', true],
    ['http://127.1', true],
    ['http://0x7f000001', true],
    ['http://[::1]:80', true],
    ['http://[0:0:0:0:0:0:0:1]', true],
    ['http://scim.localhost', false],
    ['http://localhost.', false],
    ['http://127.0.0.1.example.com', false],
    ['http://localhost.example.com', false],
    ['http://[::2]', false],
    ['http://10.0.0.1', false],
    ['http://0.0.0.0', false],
  ])('%s: %s', (text, expected) => {
    expect(isLoopback(new URL(text).hostname)).toBe(expected);
  });
});
