import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { showExchange, shownBody } from '../../../src/connectors/transport/display.ts';

describe('a body as it is shown', () => {
  it.each([
    ['{"userName":"ada","password":"hunter22"}', '{"userName":"ada","password":"[Redact]"}'],
    ['{"a":[{"newPassword":"hunter22"}]}', '{"a":[{"newPassword":"[Redact]"}]}'],
    [
      '{"Operations":[{"op":"replace","path":"password","value":"hunter22"}]}',
      '{"Operations":[{"op":"replace","path":"password","value":"[Redact]"}]}',
    ],
    [
      '{"path":"urn:ietf:params:scim:schemas:core:2.0:User:password","value":{"value":"hunter22"}}',
      '{"path":"urn:ietf:params:scim:schemas:core:2.0:User:password","value":"[Redact]"}',
    ],
    ['{"access_token":"hunter22","expires_in":3600}', '{"access_token":"[Redact]","expires_in":3600}'],
    [
      'grant_type=client_credentials&client_secret=hunter22&scope=a',
      'grant_type=client_credentials&client_secret=[Redact]&scope=a',
    ],
    ['{"userName":"ada","password":"hunter22", broken', '{"userName":"ada","password":"[Redact]", broken'],
    ['<s:Password Type="text">hunter22</s:Password>', '<s:Password Type="text">[Redact]</s:Password>'],
    ['{ "userName" : "ada" }', '{ "userName" : "ada" }'],
    ['{"passwordChangeRequired":true}', '{"passwordChangeRequired":true}'],
  ])('%s', (body, expected) => {
    expect(shownBody(body, [])).toBe(expected);
  });

  it('never shows a password, wherever it stands', () => {
    const secret = fc.stringMatching(/^[A-Z]{12}$/);
    fc.assert(
      fc.property(secret, fc.jsonValue(), fc.boolean(), (password, beside, whole) => {
        const text = JSON.stringify({
          beside,
          deep: { password },
          list: [{ path: 'password', value: [password] }],
        });

        const shown = shownBody(whole ? text : text.replace(/,"list".*$/s, ''), []);

        expect(shown).not.toContain(password);
      }),
    );
  });

  it('is cut to what a screen can use, with the rest counted', () => {
    const shown = shownBody('x'.repeat(10_000), []);

    expect(shown).toBe(`${'x'.repeat(8_000)}… (2000 more characters)`);
  });

  it('hides a password also in a body that is too large to be read as JSON', () => {
    const shown = shownBody(`{"password":"hunter22","x":"${'y'.repeat(300_000)}"}`, []);

    expect(shown).not.toContain('hunter22');
    expect(shown.length).toBeLessThan(9_000);
  });

  it('shows a body of hostile depth without failing', () => {
    const deep = `${'{"password":'.repeat(20_000)}"hunter22"${'}'.repeat(20_000)}`;

    expect(shownBody(deep, [])).not.toContain('hunter22');
  });

  it('shows the beginning of a broken body that is full of names of secrets, and counts the rest', () => {
    const shown = shownBody(`"${'token'.repeat(50_000)}`, []);

    expect(shown).toMatch(/^"token.*… \(242001 more characters\)$/);
  });

  it('hides the token that was sent when the server repeats it', () => {
    expect(shownBody('unknown token abc.def', ['abc.def'])).toBe('unknown token [Redact]');
  });
});

describe('an exchange as it is shown', () => {
  it('hides keys in the query, and nothing else of it', () => {
    const shown = showExchange(
      { method: 'GET', target: '/scim/Users?code=s3cr3t&filter=userName%20eq%20%22a%22' },
      [],
    );

    expect(shown).toEqual({ request: 'GET /scim/Users?code=[Redact]&filter=userName%20eq%20%22a%22' });
  });

  it('names the trouble in place of a status', () => {
    const attempt = {
      got: 'trouble',
      trouble: { kind: 'refused', sent: false, code: 'ECONNREFUSED' },
    } as const;

    const shown = showExchange({ method: 'GET', target: '/' }, [], { attempt, tookMs: 3 });

    expect(shown).toEqual({ request: 'GET /', answer: 'connection refused (ECONNREFUSED)', tookMs: 3 });
  });
});
