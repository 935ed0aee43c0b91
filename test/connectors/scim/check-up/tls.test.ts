import { describe, expect, it } from 'vitest';
import { issue, type Wanted } from '../../../support/certificates.ts';
import { serving } from '../../transport/exchange-words.ts';
import { authority, good, past } from '../../transport/tls/tls-words.ts';
import { checkedUp, named, startEmbedded, targetAt, told, users } from './checked.ts';
import { people } from './scripted-people.ts';

const DAY_MS = 86_400_000;
const inDays = (days: number): Date => new Date(Date.now() + days * DAY_MS + 60_000);

async function checkedOver(wanted: Wanted) {
  const { url } = await serving(people([]), issue(wanted));
  return checkedUp(targetAt(url, { ca: authority.cert }), { kinds: [users] });
}

describe('the TLS of a server', () => {
  it('is told with its certificate', async () => {
    const result = await checkedOver({ ...good, to: inDays(90) });

    expect(named(result, 'TLS')).toMatchObject({
      verdict: 'good',
      found: expect.stringMatching(
        /^TLSv1\.3, certificate of scim server by Test authority, valid until \d{4}-\d\d-\d\d$/,
      ),
    });
    expect(named(result, 'connection')?.verdict).toBe('good');
  });

  it('is a warning when the certificate ends soon', async () => {
    const result = await checkedOver({ ...good, to: inDays(12) });

    expect(named(result, 'TLS')).toMatchObject({
      verdict: 'warning',
      next: 'Renew the certificate: it ends in 12 days.',
    });
  });

  it('is bad when the certificate is not trusted, and nothing is asked then', async () => {
    const result = await checkedOver({ ...good, from: past, to: new Date('2021-01-02T00:00:00Z') });

    expect(told(result).slice(0, 3)).toEqual(['bad TLS', 'bad connection', 'skipped credentials']);
    expect(named(result, 'TLS')).toMatchObject({
      code: 'certificate.untrusted',
      found: expect.stringContaining('has expired'),
    });
  });

  it('is a warning where plain HTTP was accepted', async () => {
    const { baseUrl } = await startEmbedded();
    const identity = { name: 'customappsso', place: 'scim.example', warning: 'plain HTTP, not encrypted' };

    const result = await checkedUp(targetAt(baseUrl, { identity }), { kinds: [users] });

    expect(named(result, 'TLS')).toMatchObject({ verdict: 'warning', found: 'plain HTTP, not encrypted' });
  });
});
